import { readFileSync } from 'node:fs';
import { connect as connectNats, type NatsConnection } from '@nats-io/transport-node';

/** How to reach the broker. */
export interface BrokerOptions {
  /** For example "127.0.0.1:4222"; several for a cluster. */
  readonly servers: readonly string[];
  /** Name shown by the broker: the service. */
  readonly name: string;
  /** Files of the client certificate; absent only for a broker on loopback without TLS. */
  readonly tls?: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
}

/**
 * Connects and stays connected for ever. The broker may be away at the start:
 * then this waits, which is why services call it in the background.
 */
export async function connectBroker(options: BrokerOptions): Promise<NatsConnection> {
  return connectNats({
    servers: [...options.servers],
    name: options.name,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 100,
    pingInterval: 5_000,
    maxPingOut: 2,
    ...(options.tls === undefined
      ? {}
      : {
          tls: {
            ca: readFileSync(options.tls.caFile, 'utf8'),
            cert: readFileSync(options.tls.certFile, 'utf8'),
            key: readFileSync(options.tls.keyFile, 'utf8'),
          },
        }),
  });
}
