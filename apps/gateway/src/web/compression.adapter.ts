import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { BoundedMemory, encodingFor, type Encoding } from './compression.ts';

/** Of remembered answers. The map of the country takes 84 kB, and there are some dozen of them. */
const MOST_BYTES = 32_000_000;
/** A packet of the network holds no less. */
const LEAST_BYTES = 1_000;
/** Higher ones take ten times as long for a tenth less. */
const BROTLI_QUALITY = 5;

const COMPRESS: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer<ArrayBuffer>>>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
      },
    }),
  gzip: (body) => promisify(gzip)(body),
};

/**
 * Compresses answers that everyone gets, each once for all visitors. Answers of one visitor have no tag and stay as they
 * are: their size would say something about what is secret in them (BREACH).
 */
export function compression(): MiddlewareHandler {
  const memory = new BoundedMemory(MOST_BYTES);
  return async (context, next) => {
    await next();
    const { res: response } = context;
    const { headers, status } = response;
    const tag = headers.get('ETag');
    if (status !== 200 || tag === null) return;
    headers.append('Vary', 'Accept-Encoding');
    const encoding = encodingFor(context.req.header('accept-encoding') ?? '');
    if (encoding === undefined || context.req.method === 'HEAD') return;
    const body = await memory.get(`${encoding} ${tag}`, async () => {
      const plain = Buffer.from(await response.clone().arrayBuffer());
      return plain.byteLength < LEAST_BYTES ? new Uint8Array() : COMPRESS[encoding](plain);
    });
    if (body.byteLength === 0) return;
    const compressed = new Response(body, { status, headers });
    compressed.headers.set('Content-Encoding', encoding);
    compressed.headers.set('Content-Length', String(body.byteLength));
    compressed.headers.set('ETag', tag.startsWith('W/') ? tag : `W/${tag}`);
    // Otherwise the headers of the former answer would be kept.
    context.res = undefined;
    context.res = compressed;
  };
}
