import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const SIGNALS = ['traces', 'metrics', 'logs'] as const;
export type Received = Readonly<Record<(typeof SIGNALS)[number], { readonly exports: number; readonly bytes: number }>>;

/** Receives OTLP/HTTP exports and counts them. */
export interface TelemetrySink {
  readonly endpoint: string;
  received(): Received;
  stop(): Promise<void>;
}

export async function startTelemetrySink(): Promise<TelemetrySink> {
  const counts = new Map(SIGNALS.map((signal) => [`/v1/${signal}`, { exports: 0, bytes: 0 }]));
  const server = createServer((request, response) => {
    const count = counts.get(request.url ?? '');
    request.on('data', (chunk: Buffer) => {
      if (count !== undefined) count.bytes += chunk.length;
    });
    request.on('end', () => {
      if (count !== undefined) count.exports += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    // All signals are initialised above.
    received: () =>
      Object.fromEntries(SIGNALS.map((signal) => [signal, { ...counts.get(`/v1/${signal}`) }])) as unknown as Received,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
