import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FORM, POST_PATH, programPosts, type ProgramPosts } from '../../test/program-posts.ts';

let posts: ProgramPosts;
beforeAll(async () => {
  posts = await programPosts();
});
afterAll(() => posts.running.stop());
beforeEach(() => {
  posts.reported = [];
});

test('forms may be multipart, without files; any other body is no form; large ones are refused', async () => {
  const multipart = new FormData();
  for (const [name, value] of Object.entries(FORM)) multipart.set(name, value);
  const send = (body: FormData | URLSearchParams | string, headers: Record<string, string> = {}) =>
    fetch(`${posts.running.url}${POST_PATH}.json`, { method: 'POST', body, headers });
  expect((await send(multipart)).status).toBe(200);
  posts.reported = [];
  multipart.set('media', new Blob(['x'], { type: 'image/png' }), 'x.png');
  expect(await (await send(multipart)).json()).toEqual([
    { code: 400, description: 'files are not accepted: send the other fields without them' },
  ]);
  expect((await send(JSON.stringify(FORM), { 'content-type': 'application/json' })).status).toBe(415);
  expect((await send('--x\r\nbroken', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415);
  expect((await send('x', { 'content-type': 'multipart/form-data; ' })).status).toBe(415);
  const large = await send(new URLSearchParams({ ...FORM, description: 'я'.repeat(2_500_000) }));
  expect([large.status, await large.json()]).toEqual([
    413,
    [{ code: 413, description: 'the form is larger than 64 KB: pictures are not accepted' }],
  ]);
  expect(posts.reported).toEqual([]);
});

test('a field of files that was left empty is no file, as browsers send it', async () => {
  const part = (name: string, more: string, value: string) =>
    `--edge\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const fields = Object.entries(FORM).map(([name, value]) => part(name, '', value));
  const send = (file: string) =>
    fetch(`${posts.running.url}${POST_PATH}.json`, {
      method: 'POST',
      body: `${fields.join('')}${file}--edge--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    });
  const type = '\r\nContent-Type: application/octet-stream';
  expect((await send(part('media', `; filename=""${type}`, ''))).status).toBe(200);
  expect((await send(part('media', `; filename="x.png"${type}`, ''))).status).toBe(400);
  expect((await send(part('media', `; filename=""${type}`, 'bytes'))).status).toBe(400);
  expect(posts.reported).toHaveLength(1);
});

test('whatever a form holds, nothing fails, nothing comes back, and nothing invalid is stored', async () => {
  const mark = 'qzx7';
  const name = fc.constantFrom(
    ...Object.keys(FORM).filter((each) => each !== 'api_key'),
    'address_string',
    'address_id',
    'email',
    'device_id',
    'account_id',
    'first_name',
    'phone',
    'media_url',
    'description',
    'lang',
    'jurisdiction_id',
    'attribute[lamps]',
    'attribute[dangers][]',
    `attribute[${mark}]`,
    'attribute[__proto__]',
    `attribute${mark}`,
    mark,
  );
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, text, { maxKeys: 4 }), fc.boolean(), async (fields, isXml) => {
      posts.reported = [];
      const marked = Object.fromEntries(Object.entries(fields).map(([each, value]) => [each, `${mark}${value}`]));
      const response = await posts.post({ ...FORM, ...marked }, `${POST_PATH}.${isXml ? 'xml' : 'json'}`);
      expect([200, 400, 404]).toContain(response.status);
      expect(posts.reported).toHaveLength(response.status === 200 ? 1 : 0);
      expect(`${await response.text()}${JSON.stringify([...response.headers])}`).not.toContain(mark);
    }),
    { numRuns: 200 },
  );
  const bytes = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(bytes, async (body) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await fetch(`${posts.running.url}${POST_PATH}.json`, {
        method: 'POST',
        body: Buffer.from(body),
        headers,
      });
      expect(response.status).toBe(403);
    }),
    { numRuns: 50 },
  );
  expect(posts.running.log.join('\n')).not.toContain(mark);
});
