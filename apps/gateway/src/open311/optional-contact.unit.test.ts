import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** What is stored of the reporter, and whether the answer says that something was not read. */
async function stored(contact: object) {
  const response = await posts.post({ ...FORM, ...contact, lang: 'en' });
  const [{ service_notice }] = (await response.json()) as [{ service_notice: string }];
  expect(response.status).toBe(200);
  return { ...posts.reported.at(-1)?.report?.reporter, isUnread: service_notice.includes('could not be read') };
}

/** Of GeoReport v2, "POST Service Request", with a place and a category that exist. */
const EXAMPLE = new URLSearchParams(
  'api_key=xyz&jurisdiction_id=cityname.gov&service_code=001&lat=37.76524078&long=-122.4212043' +
    '&address_string=1234+5th+street&email=smit333%40sfgov.edu&device_id=tt222111&account_id=123456' +
    '&first_name=john&last_name=smith&phone=111111111' +
    '&description=A+large+sinkhole+is+destroying+the+street' +
    '&media_url=http%3A%2F%2Ffarm3.static.flickr.com%2F2002%2F2212426634_5ed477a060.jpg',
);

test('the example of the specification is taken, and nothing that a person wrote is lost', async () => {
  const response = await posts.post({ ...Object.fromEntries(EXAMPLE), ...FORM }, `${POST_PATH}.xml`);
  expect(response.status).toBe(200);
  const answer = await response.text();
  expect(answer).toContain('Телефон або адресу електронної пошти не розпізнано');
  expect(answer).toContain('Зображень за адресою media_url не завантажено, і самої адреси не збережено.');
  expect(answer).not.toMatch(/111111111|flickr/);
  expect(posts.reported).toMatchObject([
    {
      report: {
        description: 'A large sinkhole is destroying the street\nАдреса: 1234 5th street',
        reporter: { fullName: 'john smith <smit333@sfgov.edu> тел.: 111111111', phone: '' },
      },
    },
  ]);
  expect(JSON.stringify(posts.reported)).not.toContain('flickr');
});

test('the address of a picture is asked for by nobody, stored nowhere, and makes no other report', async () => {
  let asked = 0;
  const photos = createServer((_, response) => {
    asked += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(photos, 'listening');
  const { port } = photos.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/pit.jpg`;
  for (const media of [
    { media_url: address },
    { media_url: [address, `${address}?2`] },
    { 'media_url[]': address },
    { media_url: `\u0000${'x'.repeat(5_000)}` },
    {},
  ]) {
    const response = await posts.post({ ...FORM, ...media, lang: 'en' });
    const [{ service_notice }] = (await response.json()) as [{ service_notice: string }];
    const isNamed = service_notice.includes(
      'The pictures at media_url were not fetched, and their address was not stored.',
    );
    expect([media, isNamed]).toEqual([media, Object.keys(media).length > 0]);
  }
  expect(new Set(posts.reported.map(({ requestId }) => requestId)).size).toBe(1);
  expect(JSON.stringify([posts.reported, posts.running.log])).not.toContain('pit.jpg');
  expect(asked).toBe(0);
  photos.close();
});

test.each([
  [{ phone: '067 111-22-33' }, { fullName: '', phone: '+380671112233', isUnread: false }],
  [{ phone: '12' }, { fullName: 'тел.: 12', phone: '', isUnread: true }],
  [{ email: 'x' }, { fullName: 'ел. пошта: x', phone: '', isUnread: true }],
  [
    { first_name: 'Олена', email: 'olena at example', phone: '0671112233' },
    { fullName: 'Олена ел. пошта: olena at example', phone: '+380671112233', isUnread: true },
  ],
  [{}, { isUnread: false }],
])('an optional contact %j refuses no report', async (contact, expected) => {
  expect(await stored(contact)).toEqual(expected);
});

test('what is too long or broken is refused, and nothing is stored', async () => {
  const refused = async (contact: object) => {
    const response = await posts.post({ ...FORM, ...contact });
    const errors = (await response.json()) as { description: string }[];
    expect([response.status, posts.reported]).toEqual([400, []]);
    return errors.map(({ description }) => description);
  };
  expect(await refused({ phone: '1'.repeat(196) })).toEqual([
    'first_name, last_name, email, and phone must be at most 200 characters together',
  ]);
  expect(await refused({ phone: '1\u00002' })).toEqual([
    'phone must hold no control, direction, invisible or broken characters',
  ]);
});
