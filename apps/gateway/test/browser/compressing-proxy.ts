import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants } from 'node:zlib';

/** Stands where the ingress stands: it compresses what the gateway sends. */
export interface CompressingProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** As ingresses are configured: fast rather than small. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export async function startCompressingProxy(target: string): Promise<CompressingProxy> {
  const server = createServer((request, response) => {
    void fetch(`${target}${request.url}`).then(async (answer) => {
      const body = brotliCompressSync(Buffer.from(await answer.arrayBuffer()), BROTLI);
      const headers = {
        ...Object.fromEntries(answer.headers),
        'content-encoding': 'br',
        'content-length': body.length,
      };
      response.writeHead(answer.status, headers).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
