import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { BoundedMemory, encodingFor, type Encoding } from './compression.ts';

/** Of remembered answers. The map of the country takes 84 kB, and there are some dozen of them. */
const MAX_BYTES = 32_000_000;
/** A packet of the network holds no less. */
const MIN_BYTES = 1_000;
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

/** By content, so there is one for all that this process answers. */
const memory = new BoundedMemory(MAX_BYTES);

interface Compressed {
  readonly encoding: Encoding;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * A text that everyone gets, compressed once for all visitors; undefined if it is sent as it is. Answers of one visitor have
 * no tag and stay as they are: their size would say something about what is secret in them (BREACH).
 *
 * A text that is remembered is not encoded for that: the map of the country would take milliseconds of each request.
 */
export async function compressed(text: string, tag: string, acceptEncoding: string): Promise<Compressed | undefined> {
  const encoding = encodingFor(acceptEncoding);
  const isShort = text.length < MIN_BYTES && Buffer.byteLength(text) < MIN_BYTES;
  if (encoding === undefined || isShort) return undefined;
  return { encoding, body: await memory.get(`${encoding} ${tag}`, () => COMPRESS[encoding](Buffer.from(text))) };
}
