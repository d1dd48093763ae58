import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Line } from './proxy-line.ts';

export interface Proxy {
  /** Connect to 127.0.0.1:`port` instead of the target. */
  readonly port: number;
  /** Number of connection attempts, including refused ones. */
  readonly tried: number;
  /** Number of open client connections. */
  readonly open: number;
  /** Resets every connection and refuses new ones, as if the target's process were gone. */
  cut(): void;
  /** Keeps connections open, accepts new ones, and forwards nothing, as if the cable were unplugged. */
  blackhole(): void;
  /** Delays all data by `ms` milliseconds in both directions. */
  delay(ms: number): void;
  /** Ends all faults; data held by `blackhole` is delivered. */
  restore(): void;
  close(): Promise<void>;
}

/** A TCP proxy to 127.0.0.1:`targetPort` that simulates network faults. */
export async function startProxy(targetPort: number): Promise<Proxy> {
  const line = new Line();
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  let tried = 0;
  let isCut = false;
  const resetAll = (): void => sockets.forEach((socket) => socket.resetAndDestroy());

  const server = createServer({ allowHalfOpen: true }, (client) => {
    tried += 1;
    if (isCut) return void client.resetAndDestroy();
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      line.carry(socket, other);
      socket.on('error', () => other.resetAndDestroy());
      socket.once('close', () => sockets.delete(socket));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    get tried() {
      return tried;
    },
    get open() {
      return clients.size;
    },
    cut: () => {
      isCut = true;
      resetAll();
    },
    blackhole: () => line.stop(),
    delay: (ms) => line.slowDown(ms),
    restore: () => {
      isCut = false;
      line.restore();
    },
    close: async () => {
      resetAll();
      server.close();
      await once(server, 'close');
    },
  };
}
