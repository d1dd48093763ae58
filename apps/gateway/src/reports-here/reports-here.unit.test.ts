import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsResponse,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { PIT } from '../../test/report-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { BackendError } from '../backend/module.ts';

const YAKUSHYNTSI = 'UA05020310010019628';
const NOW = new Date('2026-11-28T10:00:00Z');
const HOUR = 3_600_000;

let pages: RunningPages;
let requests: readonly Partial<PublicRequest>[] | undefined;

beforeAll(async () => {
  const answers = {
    ...ANSWERS,
    ListRequests() {
      if (requests === undefined) throw new BackendError('unavailable');
      return ListRequestsResponse.fromPartial({ requests: requests.map((each) => ({ ...PIT, ...each })) });
    },
  };
  pages = await runPages(answers, { clock: () => NOW });
});
afterAll(() => pages.stop());
beforeEach(() => {
  requests = [
    {
      requestId: 'a',
      state: IncidentState.RECEIVED,
      settlementCode: YAKUSHYNTSI,
      receivedTime: new Date(NOW.getTime() - 50 * HOUR),
    },
    { requestId: 'b', state: IncidentState.EN_ROUTE, receivedTime: new Date(NOW.getTime() - HOUR) },
    {
      requestId: 'c',
      state: IncidentState.CLOSED,
      receivedTime: new Date(NOW.getTime() - 72 * HOUR),
      stateTime: new Date(NOW.getTime() - 48 * HOUR),
    },
    { requestId: 'd', state: IncidentState.REJECTED },
    { requestId: 'e', state: IncidentState.DUPLICATE },
  ];
});

const plain = (text: string): string =>
  text
    .slice(text.indexOf('<main'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
/** Hromadas whose reports no other test reads: answers are remembered for a minute. */
const UNREAD = ['UA05020010000053508', 'UA12060130000012028', 'UA80000000000093317'];

test('the page of a hromada and its list say what was reported, where, and how far it is', async () => {
  for (const address of [`/h/${VINNYTSIA}`, `/h/${VINNYTSIA}/reports`]) {
    const text = plain(await pages.text(address));
    expect(text).toContain('чекають або в роботі – 2, усунуто – 1.');
    expect(text).toMatch(/Яма на дорозі село Якушинці[^]*?Отримано 2 доби 2 год/);
    expect(text).toMatch(/місце в громаді не вказано [^]*?У роботі 1 год/);
    expect(text).toMatch(/Усунуто 1 доба/);
    expect(text).toContain('лише категорії, які оприлюднюють: Інфраструктура');
  }
  expect(plain(await pages.text(`/en/h/${VINNYTSIA}/reports`))).toMatch(/Pothole [^]*? Received 2 days 2 h/);
});

test('one course of them can be looked at alone', async () => {
  const text = await pages.text(`/h/${VINNYTSIA}/reports?state=mended`);
  expect(text.match(/<tr>/g)).toHaveLength(2);
  expect(text).toContain('<strong aria-current="true">Усунуто</strong>');
  for (const state of ['x', '']) {
    expect((await pages.text(`/h/${VINNYTSIA}/reports?state=${state}`)).match(/<tr>/g)).toHaveLength(5);
  }
});

test('many are shown by the page, and no page is beyond the last', async () => {
  const [, , KYIV = ''] = UNREAD;
  requests = Array.from({ length: 120 }, (_, index) => ({ requestId: `${index}` }));
  for (const [page, rows, links] of [
    ['', 50, ['page=2']],
    ['?page=2', 50, ['reports"', 'page=3']],
    ['?page=3', 20, ['page=2']],
    ['?page=9', 20, ['page=2']],
    ['?page=-1', 50, ['page=2']],
    ['?page=1.5', 50, ['page=2']],
  ] as const) {
    const text = await pages.text(`/h/${KYIV}/reports${page}`);
    expect([page, (text.match(/<tr>/g)?.length ?? 0) - 1]).toEqual([page, rows]);
    for (const link of links) expect(text).toContain(link);
  }
});

test('nothing reported is no claim that nothing happened, and a service that is away is said', async () => {
  const [EMPTY = '', AWAY = ''] = UNREAD;
  requests = [];
  const text = plain(await pages.text(`/h/${EMPTY}/reports`));
  expect(text).toContain('не надходило повідомлень, які оприлюднюють');
  expect(text).not.toMatch(/ 0 /);
  requests = undefined;
  const away = await pages.get(`/h/${AWAY}/reports`);
  expect([away.status, (await away.text()).includes('недоступний')]).toEqual([503, true]);
  expect((await pages.get(`/feeds/uk/${AWAY}`)).status).toBe(503);
  expect(await pages.text(`/h/${AWAY}`)).toContain('Зараз список повідомлень недоступний');
});

test('a feed has an item for each state that a report came into', async () => {
  const response = await pages.get(`/feeds/uk/${VINNYTSIA}`);
  const xml = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/rss+xml; charset=utf-8']);
  expect([...xml.matchAll(/<guid isPermaLink="false">([^<]*)</g)].map(([, id]) => id)).toEqual([
    'a-received',
    'b-working',
    'c-mended',
    'd-rejected',
  ]);
  expect(xml).toContain('<title>Яма на дорозі: Усунуто</title>');
  expect(xml).toContain(`<pubDate>${new Date(NOW.getTime() - 48 * HOUR).toUTCString()}</pubDate>`);
  expect(await (await pages.get(`/feeds/en/${VINNYTSIA}`)).text()).toContain('<title>Pothole: Mended</title>');
  for (const address of ['/feeds/uk/x', '/feeds/de/x', '/feeds/uk/UA00000000000000000']) {
    expect((await pages.get(address)).status).toBe(404);
  }
});

test('the map shows open and mended reports by their cell or their settlement, and counts the others', async () => {
  const CODE = 'UA05020310000080026';
  requests = [
    { requestId: 'a', cell: { latitude: 49.2335, longitude: 28.46775 } },
    { requestId: 'b', settlementCode: YAKUSHYNTSI, state: IncidentState.CLOSED },
    { requestId: 'c' },
    { requestId: 'd', state: IncidentState.REJECTED, cell: { latitude: 49.2335, longitude: 28.46775 } },
  ];
  const text = await pages.text(`/h/${CODE}/reports`);
  expect(text.match(/class="chart-(open|done)"/g)).toEqual([
    'class="chart-done"',
    'class="chart-open"',
    'class="chart-open"',
    'class="chart-done"',
  ]);
  expect(plain(text)).toMatch(/Де?[^]*близько [\d,]+.км на [а-яі ]+ від середини: село/);
  expect(plain(text)).toContain('Без місця на мапі: 1.');
  expect(plain(text)).toContain('GeoNames, CC BY 4.0');
  expect(await pages.text(`/h/${CODE}/reports?state=rejected`)).not.toContain('chart-place');
});
