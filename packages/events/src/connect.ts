import { setTimeout as sleep } from 'node:timers/promises';
import {
  errors,
  NatsConnectionImpl,
  setTransportFactory,
  type NatsConnection,
  type NodeConnectionOptions,
} from '@nats-io/transport-node';
// What its `connect` puts together is not exported otherwise.
import { nodeResolveHost, NodeTransport } from '@nats-io/transport-node/lib/node_transport.js';
import { TLS_POLICY, TlsIdentity, type TlsFiles } from '@safe-community/security/tls';
import { gatherFrames } from './gather-frames.ts';

/** How to reach the broker. */
export interface BrokerOptions {
  /** For example "127.0.0.1:4222"; several for a cluster. */
  readonly servers: readonly string[];
  /** Name shown by the broker: the service. Answers come to subjects below it: letters, digits, dashes. */
  readonly name: string;
  /** Files of the client certificate; absent only for a broker on loopback without TLS. */
  readonly tls?: TlsFiles;
}

const RETRY_MS = 250;

export interface ConnectOptions {
  /** Ends the waiting for a broker that has never come; then the connecting rejects. */
  readonly signal?: AbortSignal;
  /** Called for each try that failed before the first success. */
  readonly onFailedTry?: (error: unknown) => void;
}

/**
 * Connects and stays connected for ever. The broker may be away at the start:
 * then this waits, which is why services call it in the background.
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

/** As the client's own, but for how what comes is handed to its parser. */
function connect(options: NodeConnectionOptions): Promise<NatsConnection> {
  setTransportFactory({ factory: () => new GatheringTransport(), dnsResolveFn: nodeResolveHost });
  return NatsConnectionImpl.connect(options);
}

class GatheringTransport extends NodeTransport {
  /**
   * What is sent to a broker that has gone is lost anyhow, and its sender hears of it by the end of the connection. Written
   * nevertheless, it would be an error that nobody listens for once the client has let go of the socket: the process would
   * end by it.
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
    // Below its own name, so that the broker can let each hear the answers to its own questions and nobody else's.
    inboxPrefix: `_INBOX.${name}`,
    timeout: 3_000,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    reconnectJitter: 100,
    // A broker whose accounts are being changed refuses us for a while: no reason to give up for ever.
    ignoreAuthErrorAbort: true,
    // Else every publish makes an error in advance for its stack: 6 % of the time of a busy service.
    noAsyncTraces: true,
    pingInterval: 5_000,
    maxPingOut: 2,
    ...(tls === undefined ? {} : { tls: tlsOptionsOf(new TlsIdentity(tls)) }),
  };
}

/** The client reads them for each connection that it makes, so it comes back with what is in the files by then. */
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
