import { get as httpGet, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BoundedMemory, encodingFor } from './compression.ts';

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it was sent: `fetch` would unpack it. */
async function ask(path: string, headers: Record<string, string>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  httpGet({ port: pages.port, path, headers }, (response) => {
    buffer(response).then((body) => {
      resolve({ status: response.statusCode, headers: response.headers, body });
    }, reject);
  }).on('error', reject);
  return promise;
}

test('pages, the stylesheet, and open data are compressed as the client likes, and say so to proxies', async () => {
  const [stylesheet = ''] = (await pages.text('/')).match(/\/[^"]*\.css/) ?? [];
  for (const path of ['/', '/map?measure=cameras', stylesheet, '/api/v1/hromadas', '/open311/v2/discovery.xml']) {
    const plain = await ask(path, {});
    expect([path, plain.status, plain.headers['content-encoding']]).toEqual([path, 200, undefined]);
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await ask(path, { 'accept-encoding': encoding });
      expect(packed.headers['content-encoding']).toBe(plain.body.byteLength < 1_000 ? undefined : encoding);
      expect(packed.headers.vary).toMatch(/Accept-Encoding/);
      if (plain.body.byteLength < 1_000) continue;
      expect(unpack(packed.body).equals(plain.body)).toBe(true);
      expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
      expect(packed.headers.etag).toBe(`W/${plain.headers.etag ?? ''}`);
      const again = await ask(path, { 'accept-encoding': encoding, 'if-none-match': packed.headers.etag ?? '' });
      expect([again.status, again.body.byteLength]).toEqual([304, 0]);
    }
  }
});

test('problems are not compressed: they have no tag', async () => {
  const { status, headers } = await ask('/nothing', { 'accept-encoding': 'br' });
  expect([status, headers['content-encoding'], headers.etag]).toEqual([404, undefined, undefined]);
});

test('the encoding is one that the client takes', () => {
  expect(encodingFor('gzip, deflate, br')).toBe('br');
  expect(encodingFor('gzip;q=0.5, br;q=0')).toBe('gzip');
  expect(encodingFor('BR')).toBe('br');
  expect(encodingFor('*')).toBe('br');
  expect(encodingFor('*;q=0, gzip')).toBe('gzip');
  for (const none of ['', 'identity', 'deflate', 'br;q=0', 'br;q=zq']) expect(encodingFor(none)).toBeUndefined();
});

test('what is remembered stays within its bound, and is made once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 60 }))), async (calls) => {
      const memory = new BoundedMemory(100);
      for (const [key, size] of calls) {
        const made = await memory.get(String(key), async () => new Uint8Array(size));
        expect(memory.bytes).toBeLessThanOrEqual(100);
        let isMadeAgain = false;
        const again = await memory.get(String(key), async () => {
          isMadeAgain = true;
          return new Uint8Array();
        });
        expect([again === made, isMadeAgain]).toEqual([true, false]);
      }
    }),
  );
});

test('calls at the same time share one, and a failure is tried again', async () => {
  const memory = new BoundedMemory(100);
  let count = 0;
  const make = async () => {
    count += 1;
    if (count === 1) throw new Error('first');
    return new Uint8Array(1);
  };
  await expect(memory.get('a', make)).rejects.toThrow('first');
  const [one, other] = await Promise.all([memory.get('a', make), memory.get('a', make)]);
  expect([one === other, count]).toEqual([true, 2]);
});
