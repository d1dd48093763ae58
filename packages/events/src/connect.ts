import { setTimeout as sleep } from 'node:timers/promises';
import {
  errors,
  NatsConnectionImpl,
  setTransportFactory,
  type NatsConnection,
  type NodeConnectionOptions,
} from '@nats-io/transport-node';
// The package does not export the parts of its `connect`.
import { nodeResolveHost, NodeTransport } from '@nats-io/transport-node/lib/node_transport.js';
import { TLS_POLICY, TlsIdentity, type TlsFiles } from '@safe-community/security/tls';
import { gatherFrames } from './gather-frames.ts';

/** How to reach the broker. */
export interface BrokerOptions {
  /** For example "127.0.0.1:4222"; several for a cluster. */
  readonly servers: readonly string[];
  /** Name of the service, shown by the broker. Its inbox has this name, so it holds letters, digits and dashes only. */
  readonly name: string;
  /** Files of the client certificate; absent only for a broker on loopback without TLS. */
  readonly tls?: TlsFiles;
}

const RETRY_MS = 250;

export interface ConnectOptions {
  /** Ends the wait for a broker that was never reachable; `connectBroker` then rejects. */
  readonly signal?: AbortSignal;
  /** Called for each failed try before the first success. */
  readonly onFailedTry?: (error: unknown) => void;
}

/**
 * Connects, and reconnects forever. It waits for a broker that is down at the start, so services call it in the
 * background.
 */
export async function connectBroker(options: BrokerOptions, more: ConnectOptions = {}): Promise<NatsConnection> {
  const { signal, onFailedTry } = more;
  const connection = optionsOf(options);
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await connect(connection);
    } catch (error) {
      if (error instanceof errors.InvalidArgumentError) throw error;
      onFailedTry?.(error);
    }
    await sleep(RETRY_MS, undefined, signal === undefined ? {} : { signal });
  }
}

/** The client's own `connect`, with another transport. */
function connect(options: NodeConnectionOptions): Promise<NatsConnection> {
  setTransportFactory({ factory: () => new GatheringTransport(), dnsResolveFn: nodeResolveHost });
  return NatsConnectionImpl.connect(options);
}

class GatheringTransport extends NodeTransport {
  /**
   * A frame for a broker that is gone is lost anyway, and the sender sees the end of the connection. Writing it would
   * raise an error on a socket that the client has released: nothing handles it, and the process would exit.
   */
  override send(frame: Uint8Array): void {
    if (!this.isClosed && !this.socket.writableEnded) super.send(frame);
  }

  override [Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    return gatherFrames({ [Symbol.asyncIterator]: () => super[Symbol.asyncIterator]() });
  }
}

function optionsOf({ servers, name, tls }: BrokerOptions): NodeConnectionOptions {
  return {
    servers: [...servers],
    name,
    // Below its own name, so that the broker can allow each service its own answers only.
    inboxPrefix: `_INBOX.${name}`,
    timeout: 3_000,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    reconnectJitter: 100,
    // While its accounts change, a broker rejects clients for a moment: keep trying.
    ignoreAuthErrorAbort: true,
    // Otherwise every publish creates an error in advance for its stack: 6 % of the time of a busy service.
    noAsyncTraces: true,
    pingInterval: 5_000,
    maxPingOut: 2,
    ...(tls === undefined ? {} : { tls: tlsOptionsOf(new TlsIdentity(tls)) }),
  };
}

/** The client reads these properties for each connection, so a reconnect uses the current files. */
function tlsOptionsOf(identity: TlsIdentity) {
  return {
    ...TLS_POLICY,
    get ca() {
      return identity.current().ca.toString();
    },
    get cert() {
      return identity.current().cert.toString();
    },
    get key() {
      return identity.current().key.toString();
    },
  };
}
