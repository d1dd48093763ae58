import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refuseProduction } from './refuse-production.ts';
import { publicHalf, type SigningKey } from './signing-key.ts';

export interface KeyServer {
  /** The URL of the keys: http://127.0.0.1:port/jwks.json */
  readonly jwks: string;
  /** Replaces the published keys. */
  publish(keys: readonly SigningKey[]): void;
  /** The number of requests so far. */
  readonly asked: () => number;
  close(): Promise<void>;
}

/**
 * Publishes the public halves of keys, on the loopback address only.
 *
 * @param port 0 for any free one.
 * @throws in production, and if the port is taken.
 */
export async function serveKeys(keys: readonly SigningKey[], port = 0): Promise<KeyServer> {
  refuseProduction();
  let published = keys;
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/jwk-set+json');
    response.end(JSON.stringify({ keys: published.map(publicHalf) }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    jwks: `http://127.0.0.1:${taken}/jwks.json`,
    publish(others) {
      published = others;
    },
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
