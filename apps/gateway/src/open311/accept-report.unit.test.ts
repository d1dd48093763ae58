import {
  CheckApiKeyResponse,
  ReportWithApiKeyResponse,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OPEN311_CATALOGUE } from '../../test/open311-answers.ts';
import { FORM, OTHER_KEY, POST_PATH, programPosts, REPORTED_ID, type ProgramPosts } from '../../test/program-posts.ts';
import { runPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';

let posts: ProgramPosts;
beforeAll(async () => {
  posts = await programPosts();
});
afterAll(() => posts.running.stop());
beforeEach(() => {
  posts.reported = [];
  posts.refusal = undefined;
  posts.emergencyNumber = '';
});

const post: ProgramPosts['post'] = (...args) => posts.post(...args);

/** The descriptions of a refused report; nothing is stored then. */
async function problems(fields: object, status = 400): Promise<string[]> {
  const response = await post({ ...FORM, ...fields });
  const errors = (await response.json()) as { code: number; description: string }[];
  expect([response.status, posts.reported]).toEqual([status, []]);
  expect(errors.map(({ code }) => code)).toEqual(errors.map(() => status));
  return errors.map(({ description }) => description);
}

test('a report is answered with its id, in both formats, and only its sender may keep the answer', async () => {
  const response = await post({ ...FORM, account_id: '123456', lang: 'en' });
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'application/json; charset=utf-8',
    'no-store',
  ]);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  const service_notice = 'The report was accepted. Its state is shown under service_request_id.';
  expect(await response.json()).toEqual([{ service_request_id: REPORTED_ID, service_notice, account_id: null }]);
  const xml = await (await post(FORM, `${POST_PATH}.xml`)).text();
  expect(xml).toContain(
    `<service_requests><request><service_request_id>${REPORTED_ID}</service_request_id><service_notice>Повідомлення прийнято`,
  );
  expect(xml).toContain('<account_id/>');
  const bare = await post(FORM, POST_PATH, { headers: { Accept: 'application/json' } });
  expect(await bare.json()).toMatchObject([{ service_request_id: REPORTED_ID }]);
});

test('every field reaches intake', async () => {
  await post({
    ...FORM,
    address_id: 'ua05020030000031457',
    address_string: 'вул. Соборна, 5',
    description: 'Велика яма\nбіля школи',
    first_name: 'Олена',
    last_name: 'Бойко',
    email: 'olena@example.com',
    phone: '067 111-22-33',
    device_id: 'tt222111',
    'attribute[dangers][]': ['walkers', 'drivers'],
    'attribute[lit]': 'False',
    'attribute[object_code]': 'A-17',
    'attribute[lamps]': '3',
    unknown: 'x',
  });
  expect(posts.reported).toMatchObject([
    {
      apiKey: FORM.api_key,
      report: {
        category: IncidentCategory.INFRASTRUCTURE,
        hromadaCode: 'UA05020030000031457',
        settlementCode: '',
        location: { latitude: 49.2331, longitude: 28.4682 },
        description: 'Велика яма\nбіля школи\nАдреса: вул. Соборна, 5',
        reporter: { fullName: 'Олена Бойко <olena@example.com>', phone: '+380671112233' },
        attributes: [
          { name: 'infrastructure_kind', value: 'road_pit' },
          { name: 'lit', value: 'false' },
          { name: 'object_code', value: 'A-17' },
          { name: 'dangers', value: 'walkers,drivers' },
          { name: 'lamps', value: '3' },
        ],
      },
    },
  ]);
  expect(posts.reported[0]?.requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  await post({ ...FORM, email: 'olena@example.com' });
  expect(posts.reported[1]?.report?.reporter).toEqual({ fullName: 'olena@example.com', phone: '' });
  await post(FORM);
  expect(posts.reported[2]?.report?.reporter).toBeUndefined();
});

test('the same report has the same id whatever the order and format; another text or key has another one', async () => {
  await post({ ...FORM, description: 'яма' });
  await post(
    Object.fromEntries(Object.entries({ description: 'яма', lang: 'en', ...FORM }).toReversed()),
    `${POST_PATH}.xml`,
  );
  await post({ ...FORM, description: 'яма велика' });
  await post({ ...FORM, description: 'яма', api_key: OTHER_KEY });
  const [first, repeated, other, ofOtherKey] = posts.reported.map(({ requestId }) => requestId);
  expect(repeated).toBe(first);
  expect(new Set([first, other, ofOtherKey]).size).toBe(3);
});

test('a key is required, must be in force, and may be in the address, as some clients send it', async () => {
  expect(await problems({ api_key: '' }, 403)).toEqual(['api_key is required']);
  expect(await problems({ api_key: 'sc311_unknown' }, 403)).toEqual(['api_key is unknown or was revoked']);
  expect(await problems({ api_key: 'x'.repeat(20_000) }, 403)).toHaveLength(1);
  posts.refusal = new BackendError('missing');
  const response = await post(FORM);
  expect([response.status, await response.json()]).toEqual([
    403,
    [{ code: 403, description: 'api_key is unknown or was revoked' }],
  ]);
  posts.refusal = undefined;
  const { api_key: _, ...rest } = FORM;
  expect((await post(rest, `${POST_PATH}.json?api_key=${FORM.api_key}&jurisdiction_id=vin.example`)).status).toBe(200);
});

test('a key is checked once for some seconds, and has a rate of its own', async () => {
  const unknown = 'sc311_unknown-2';
  for (let count = 0; count < 3; count += 1) await post({ ...FORM, api_key: unknown });
  expect(posts.checked.filter((each) => each === unknown)).toHaveLength(1);
  const away = await runPages({
    ListCategories: () => OPEN311_CATALOGUE,
    CheckApiKey: () => CheckApiKeyResponse.fromPartial({ keyId: REPORTED_ID, reportsPerMinute: 8 }),
    ReportWithApiKey: () => ReportWithApiKeyResponse.fromPartial({ incidentId: REPORTED_ID }),
  });
  const send = () => fetch(`${away.url}${POST_PATH}.json`, { method: 'POST', body: new URLSearchParams(FORM) });
  expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
  const limited = await send();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '8']);
  expect(await limited.json()).toMatchObject([
    { code: 429, description: expect.stringContaining('8 reports a minute') },
  ]);
  await away.stop();
});

test('only published categories are taken; an emergency gets the number to phone', async () => {
  expect(await problems({ service_code: '' })).toEqual(['service_code is required']);
  expect(await problems({ service_code: 'nonsense' }, 404)).toEqual(['service_code is unknown']);
  expect(await problems({ service_code: 'fire' }, 404)).toEqual(['service_code тут не приймають: зателефонуйте 101']);
  expect(await problems({ service_code: 'other', lang: 'en' }, 404)).toEqual([
    'service_code is not taken here: phone 112',
  ]);
  posts.emergencyNumber = '112';
  expect(await (await post({ ...FORM, lang: 'en' })).json()).toMatchObject([
    { service_notice: expect.stringContaining('People are in danger: phone 112.') as string },
  ]);
});

test('every wrong field is named, with its rule', async () => {
  expect(await problems({ lat: '', long: '' })).toEqual([
    'a place is required: lat and long, address_string, or address_id',
  ]);
  expect(await problems({ long: '' })).toEqual(['lat and long must be given together']);
  expect(await problems({ lat: '49,23', long: '181', description: 'a\u0000b' })).toEqual([
    'lat must be degrees from -90 to 90',
    'long must be degrees from -180 to 180',
    'description must hold no control, direction, invisible or broken characters',
  ]);
  expect(await problems({ lat: ['49.1', '49.2'] })).toEqual(['lat must be given once']);
  expect(await problems({ lat: '1e3' })).toHaveLength(1);
  const long = { description: 'я'.repeat(3_900), address_string: 'я'.repeat(200) };
  expect(await problems(long)).toEqual(['description and address_string must be at most 4000 characters together']);
  expect(await problems({ description: 'я'.repeat(4_001) })).toEqual(['description must be at most 4000 characters']);
  expect(await problems({ lat: '', long: '', address_id: 'UA00000000000000000' })).toEqual([
    'address_id must be the KATOTTG code of a hromada, city, or settlement',
  ]);
});

test('attributes follow the definition of the service', async () => {
  const name = 'attribute[infrastructure_kind]';
  expect(await problems({ [name]: '' })).toEqual([`${name} is required: one of road_pit, open_manhole`]);
  expect(await problems({ [name]: 'crater' })).toEqual([`${name} must be one of road_pit, open_manhole`]);
  expect(await problems({ [name]: ['road_pit', 'open_manhole'] })).toHaveLength(1);
  expect(await problems({ 'attribute[lit]': 'perhaps', 'attribute[dangers][]': ['walkers', 'x'] })).toEqual([
    'attribute[lit] must be one of true, false',
    'attribute[dangers] must be one or more of walkers, drivers',
  ]);
  expect(await problems({ 'attribute[lamps]': '21' })).toEqual([
    'attribute[lamps] must be a whole number from 1 to 20',
  ]);
  expect(await problems({ 'attribute[object_code]': 'a\u0000b' })).toEqual([
    'attribute[object_code] must hold no control, direction, invisible or broken characters',
  ]);
  const codes = ['infrastructure_kind', 'lit', 'object_code', 'dangers', 'lamps'].map((code) => `attribute[${code}]`);
  const known = `attributes of this service_code are ${codes.join(', ')}`;
  expect(await problems({ 'attribute[title]': 'x' })).toEqual([known]);
  expect(await problems({ 'attribute[constructor]': 'x', attribute: 'y' })).toEqual([known]);
  // Some clients send a field twice.
  expect((await post({ ...FORM, [name]: ['road_pit', 'road_pit'] })).status).toBe(200);
  posts.reported = [];
  await post({
    ...FORM,
    'attribute[dangers][0]': 'walkers',
    'attribute[dangers][1]': 'walkers,drivers',
    'attribute[x]': '',
  });
  expect(posts.reported[0]?.report?.attributes).toContainEqual({ name: 'dangers', value: 'walkers,drivers' });
});

test('what intake finds wrong is named as the form names it', async () => {
  posts.refusal = new BackendError('invalid', {
    violations: [
      { field: 'report.location', rule: 'must lie in Ukraine' },
      { field: 'report.attributes.object_code', rule: 'must be 1 to 40 of A–Z' },
      { field: 'report.something_new', rule: 'must be right' },
    ],
  });
  const response = await post(FORM);
  expect([response.status, await response.json()]).toEqual([
    400,
    [
      { code: 400, description: 'the point of lat and long must lie in Ukraine' },
      { code: 400, description: 'attribute[object_code] must be 1 to 40 of A–Z' },
      { code: 400, description: 'the request must be right' },
    ],
  ]);
  posts.refusal = new BackendError('unavailable');
  expect((await post(FORM)).status).toBe(503);
  posts.refusal = new BackendError('invalid');
  expect((await post(FORM)).status).toBe(400);
});

test('an address alone must name one place', async () => {
  await post({ ...FORM, lat: '', long: '', address_string: 'вул. Соборна, 5, Вінниця, Вінницька область' });
  expect(posts.reported[0]?.report).toMatchObject({
    hromadaCode: 'UA05020030000031457',
    description: 'Адреса: вул. Соборна, 5, Вінниця, Вінницька область',
    location: undefined,
  });
  posts.reported = [];
  expect(await problems({ lat: '', long: '', address_string: 'вул. Соборна, 5' })).toEqual([
    expect.stringMatching(/^address_string names no settlement, or several/),
  ]);
});
