import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsResponse,
  type ListRequestsRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OPEN311_CATALOGUE } from '../../test/open311-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';

const ID = '01a2207d-c98d-7473-8766-bf755ce90ecd';
const OTHER = '01a2207d-cb43-7495-a79f-ab3bc2045b2f';
const BASE = '/open311/v2';

const REQUESTS = [
  {
    requestId: ID,
    category: IncidentCategory.INFRASTRUCTURE,
    state: IncidentState.TRIAGED,
    categoryUk: 'Інфраструктура',
    categoryEn: 'Infrastructure',
    attributes: [
      {
        name: 'infrastructure_kind',
        value: 'road_pit',
        nameUk: 'Що',
        nameEn: 'What',
        valueUk: 'Яма',
        valueEn: 'Pit <&> "x"',
      },
    ],
    receivedTime: new Date('2026-11-20T08:00:00.123Z'),
    updatedTime: new Date('2026-11-21T08:00:00.456Z'),
    hromadaCode: 'UA05020030000031457',
    cell: { latitude: 49.2335, longitude: 28.46775 },
  },
  {
    requestId: OTHER,
    category: IncidentCategory.ACCESS_BARRIER,
    state: IncidentState.CLOSED,
    categoryEn: 'Access barrier',
    hromadaCentre: { latitude: 49.2, longitude: 28.4 },
  },
];

/** What the gateway asked for. */
let asked: ListRequestsRequest[] = [];
/** Pages that follow the first one. */
let pagesLeft = 0;
let isRefused = false;
let running: RunningPages;
beforeAll(async () => {
  running = await runPages({
    ListCategories: () => OPEN311_CATALOGUE,
    ListRequests: (request) => {
      const list = request as ListRequestsRequest;
      asked.push(list);
      if (isRefused) throw new BackendError('invalid');
      const { requestIds: ids } = list;
      const requests = REQUESTS.filter(({ requestId }) => ids.length === 0 || ids.includes(requestId));
      const nextPageToken = pagesLeft > 0 ? `page-${pagesLeft}` : '';
      pagesLeft -= 1;
      return ListRequestsResponse.fromPartial({ requests, nextPageToken });
    },
  });
});
afterAll(() => running.stop());
beforeEach(() => {
  asked = [];
  pagesLeft = 0;
  isRefused = false;
});

async function json(path: string): Promise<unknown> {
  return JSON.parse(await running.text(`${BASE}${path}`));
}

/** Each test asks with a filter of its own: equal ones share an answer for some seconds. */
let asks = 0;
const fresh = (): string => `start_date=2026-11-01T00:00:${String((asks += 1)).padStart(2, '0')}Z`;

test('discovery names the endpoints and their formats, as bare text/xml and application/json', async () => {
  const response = await running.get(`${BASE}/discovery.xml`);
  expect(response.headers.get('content-type')).toBe('text/xml');
  const text = await response.text();
  expect(text.match(/<url>https:\/\/gromada\.example\/open311\/v2<\/url>/g)).toHaveLength(1);
  expect(text).toContain('<formats><format>text/xml</format><format>application/json</format></formats>');
  expect((await running.get(`${BASE}/discovery.json`)).headers.get('content-type')).toBe('application/json');
  expect(await json('/discovery.json')).toMatchObject({
    endpoints: [{ specification: 'http://wiki.open311.org/GeoReport_v2', type: 'production' }],
  });
});

test('only published categories are services, and each has its definition', async () => {
  expect(await json('/services.json?lang=en')).toEqual([
    {
      service_code: 'infrastructure',
      service_name: 'Infrastructure',
      description: 'What is damaged; Lit; Number; Whom it endangers; How many',
      metadata: true,
      type: 'realtime',
      keywords: '',
      group: 'municipal services of the hromada',
    },
  ]);
  expect(await running.text(`${BASE}/services.xml`)).toContain(
    '<services><service><service_code>infrastructure</service_code><service_name>Інфраструктура</service_name>',
  );
  const definition = (await json('/services/infrastructure.json?lang=en')) as { attributes: object[] };
  expect(definition.attributes).toMatchObject([
    {
      code: 'infrastructure_kind',
      datatype: 'singlevaluelist',
      required: true,
      order: 1,
      values: [{ key: 'road_pit', name: 'Pit' }, { key: 'open_manhole' }],
    },
    { code: 'lit', datatype: 'singlevaluelist', required: false, values: [{ key: 'true' }, { key: 'false' }] },
    { code: 'object_code', datatype: 'string', order: 3, values: [] },
    { code: 'dangers', datatype: 'multivaluelist' },
    { code: 'lamps', datatype: 'number' },
  ]);
  expect((await running.get(`${BASE}/services/fire.json`)).status).toBe(404);
});

test('requests have state, words of the catalogue, times with a zone, and a cell or the centre of the hromada', async () => {
  expect(await json(`/requests.json?lang=en&${fresh()}`)).toEqual([
    {
      service_request_id: ID,
      status: 'open',
      status_notes: 'reviewed',
      service_name: 'Infrastructure',
      service_code: 'infrastructure',
      description: 'What: Pit <&> "x"',
      agency_responsible: 'municipal services of the hromada',
      service_notice:
        'Demonstration: requests are invented. The coordinates are the middle of a cell of about 110 m by 110 m that holds the place; without a reported point, the centre of the hromada.',
      requested_datetime: '2026-11-20T08:00:00Z',
      updated_datetime: '2026-11-21T08:00:00Z',
      expected_datetime: null,
      address: null,
      address_id: 'UA05020030000031457',
      zipcode: null,
      lat: 49.2335,
      long: 28.46775,
      media_url: null,
    },
    expect.objectContaining({
      service_request_id: OTHER,
      status: 'closed',
      description: 'Access barrier',
      lat: 49.2,
    }),
  ]);
  const xml = await running.text(`${BASE}/requests.xml?lang=en&${fresh()}`);
  expect(xml).toContain('<?xml version="1.0" encoding="utf-8"?>\n<service_requests><request><service_request_id>');
  expect(xml).toContain('What: Pit &lt;&amp;&gt; &quot;x&quot;</description>');
  expect(xml).toContain('<expected_datetime/>');
});

test('every filter reaches the service', async () => {
  const query = [
    'service_code=infrastructure',
    'service_code=unknown',
    'jurisdiction_id=vinnytsia.example',
    'status=closed',
    'start_date=2026-11-01T00:00:00Z',
    'end_date=2026-11-02T02:00:00+02:00',
    'updated_after=2026-11-03T00:00:00%2B00:00',
    'updated_before=2026-11-04T00:00:00.5Z',
    'page=3',
    'page_size=20',
  ].join('&');
  await json(`/requests.json?${query}`);
  const { CLOSED, RESOLVED, REJECTED, DUPLICATE } = IncidentState;
  expect(asked).toMatchObject([
    {
      requestIds: [],
      categories: [IncidentCategory.INFRASTRUCTURE],
      states: expect.arrayContaining([CLOSED, RESOLVED, REJECTED, DUPLICATE]) as IncidentState[],
      receivedFrom: new Date('2026-11-01T00:00:00Z'),
      receivedTo: new Date('2026-11-02T00:00:00Z'),
      updatedFrom: new Date('2026-11-03T00:00:00Z'),
      updatedTo: new Date('2026-11-04T00:00:00.500Z'),
      pageSize: 20,
      skip: 40,
    },
  ]);
  expect(asked[0]?.states).toHaveLength(4);
  expect(await json(`/requests.json?service_code=unknown&${fresh()}`)).toEqual([]);
  await json(`/requests.json?status=open,closed&${fresh()}`);
  expect(asked.at(-1)?.states).toEqual([]);
  await json(`/requests.json?service_request_id=${ID},${OTHER.toUpperCase()},x&status=open&start_date=2026-11-01`);
  const ids = [ID, OTHER, '00000000-0000-0000-0000-000000000000'];
  expect(asked.at(-1)).toMatchObject({ requestIds: ids, states: [], receivedFrom: undefined, skip: 0 });
});

test('a time without a zone is that of Kyiv, and a day is its first or last moment', async () => {
  await json(`/requests.json?start_date=2026-11-01&end_date=2026-11-02&updated_after=2026-07-01T12:00&page_size=9999`);
  expect(asked).toMatchObject([
    {
      receivedFrom: new Date('2026-10-31T22:00:00Z'),
      receivedTo: new Date('2026-11-02T21:59:59.999Z'),
      updatedFrom: new Date('2026-07-01T09:00:00Z'),
      pageSize: 500,
    },
  ]);
});

test('without page numbers, up to 1,000 requests are listed; equal lists are asked for once', async () => {
  pagesLeft = 1_000;
  const filter = fresh();
  expect(await json(`/requests.json?${filter}`)).toHaveLength(1_000);
  expect(asked).toHaveLength(500);
  expect(asked[1]).toMatchObject({ pageSize: 500, pageToken: 'page-1000', skip: 0 });
  await json(`/requests.json?${filter}`);
  expect(asked).toHaveLength(500);
});

test('one request is read by its id; tokens and unknown ids are not found', async () => {
  expect(await json(`/requests/${ID}.json`)).toMatchObject([{ service_request_id: ID }]);
  for (const path of ['/requests/nonsense', `/requests/${ID.replace('01', '02')}`, '/tokens/123', '/nothing', '/a/b']) {
    const response = await running.get(`${BASE}${path}.json`);
    expect([path, response.status]).toEqual([path, 404]);
    expect(await response.json()).toEqual([{ code: 404, description: expect.any(String) as string }]);
  }
});

test('errors are an array of code and description, in the format of the request', async () => {
  const response = await running.get(`${BASE}/requests.json?status=x&start_date=2026-02-30&page=0&page_size=x`);
  expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
  expect(await response.json()).toEqual([
    { code: 400, description: 'status must be open or closed' },
    { code: 400, description: 'page_size must be a whole number from 1 to 999999' },
    { code: 400, description: 'page must be a whole number from 1 to 999999' },
    { code: 400, description: 'start_date must be a date and time such as 2026-11-28T10:00:00Z, or a day' },
  ]);
  expect((await running.get(`${BASE}/requests.json?page=100&page_size=500`)).status).toBe(400);
  const many = Array.from({ length: 51 }, () => ID).join(',');
  expect((await running.get(`${BASE}/requests.json?service_request_id=${many}`)).status).toBe(400);
  const xml = await (await running.get(`${BASE}/services/fire.xml`)).text();
  expect(xml).toContain(
    '<errors><error><code>404</code><description>service_code is unknown</description></error></errors>',
  );
  isRefused = true;
  expect((await running.get(`${BASE}/requests.json?${fresh()}`)).status).toBe(400);
});

test('a service that is away is answered with 503 in the format of the request', async () => {
  const away = await runPages({});
  const response = await away.get(`${BASE}/services.xml`);
  expect([response.status, response.headers.get('content-type')]).toEqual([503, 'text/xml; charset=utf-8']);
  await away.stop();
});

test('programs of any site may read the answers, without cookies, and only changed ones', async () => {
  const response = await running.get(`${BASE}/services.json`);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const tag = response.headers.get('etag') ?? '';
  expect((await running.get(`${BASE}/services.json`, { 'If-None-Match': tag })).status).toBe(304);
  expect((await running.get('/')).headers.get('access-control-allow-origin')).toBeNull();
});

test('no text of a parameter makes an answer fail or comes back from it', async () => {
  const mark = 'qzx7';
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  const name = fc.constantFrom(
    'service_request_id',
    'service_code',
    'status',
    'start_date',
    'end_date',
    'updated_after',
    'page',
    'page_size',
    'lang',
    'jurisdiction_id',
  );
  const path = fc.constantFrom(
    '/requests.json',
    '/requests.xml',
    '/services.xml',
    '/services/X.json',
    '/requests/X.xml',
    '/tokens/X.json',
  );
  await fc.assert(
    fc.asyncProperty(path, name, text, async (where, field, given) => {
      const value = encodeURIComponent(`${mark}${given}`.toWellFormed());
      const response = await running.get(`${BASE}${where.replace('X', value)}?${field}=${value}`);
      expect([200, 400, 404]).toContain(response.status);
      expect(`${await response.text()}${JSON.stringify([...response.headers])}`).not.toContain(mark);
    }),
    { numRuns: 150 },
  );
});
