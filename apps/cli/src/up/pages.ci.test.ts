import { setTimeout as sleep } from 'node:timers/promises';
import { CanarySearch } from '@safe-community/testkit/canary';
import { openBrowser, type Browser, type Page } from '@safe-community/testkit/browser';
import { Collector } from '@safe-community/testkit/collector';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CANARIES, requestFootage, runWeb, VINNYTSIA, type RunningWeb } from '../../test/running-web.ts';

// Personal data is in the databases of the real services, and a resident sends some in a real browser. None of it comes out.

const search = new CanarySearch(CANARIES);
/** Of addresses that differ in their hromada, oblast, or order alone, this many are tried. */
const MAX_OF_A_KIND = 12;

let collector: Collector;
let web: RunningWeb;
let browser: Browser;
let token = '';
let footageToken = '';
let apiKey = '';
/** Every address that the browser asked for. */
const asked: string[] = [];
beforeAll(async () => {
  collector = await Collector.start();
  const environment = { ...collector.environment, LOG_LEVEL: 'debug' };
  [web, browser] = await Promise.all([runWeb(environment, ['camera-rollout']), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await collector?.stop();
});

test('a resident sends a report in a browser, follows it, and adds to it', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${web.url}/report`);
  await send(page, '[value="pothole"]');
  await page.fill('#q', `${CANARIES.point}, 28.468`);
  await send(page);
  // What others have reported near by.
  if ((await page.locator('[name="same"]').count()) > 0) await send(page);
  await page.fill('#description', `${CANARIES.narrative}, ${CANARIES.email}`);
  await page.click('details:has(#name) summary');
  await page.fill('#name', CANARIES.name);
  await page.fill('#phone', CANARIES.phone);
  // A program would be faster.
  await page.waitForTimeout(3_000);
  await send(page, '#send');
  token = (await page.locator('#token').textContent())?.trim() ?? '';
  expect(token).not.toBe('');

  await page.goto(`${web.url}/track`);
  await page.fill('#token', token);
  await send(page);
  expect(search.find(Buffer.from(await page.content()))).toEqual([]);
  await page.fill('#add', CANARIES.narrative);
  await send(page, '#add-send');
  expect(await page.locator('[role=status]').count()).toBe(1);
  expect(search.find(Buffer.from(await page.content()))).toEqual([]);
  await page.close();
});

test('somebody who asked for footage follows the request, without a word of it', async () => {
  footageToken = await requestFootage(web.system);
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${web.url}/track`);
  await page.fill('#token', footageToken);
  await send(page);
  expect(await page.locator('h1').textContent()).toBe('Мій запит на відеозапис');
  const secrets = new CanarySearch({ ...CANARIES, footageToken });
  expect(secrets.find(Buffer.from(await page.content()))).toEqual([]);
  await page.close();
});

/** The form leaves a moment after the click: the page tries the network first. */
async function send(page: Page, button = 'main form:last-of-type button:not(.second)'): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.click(button)]);
}

test("a city's program sends a report, and no answer repeats a word of it", async () => {
  const keys = (...args: string[]) => web.system.hromada('open311', 'keys', ...args);
  const { stdout } = await keys('create', '--client', 'Місто', '--contact', 'it@vin.example', '--json');
  ({ apiKey } = JSON.parse(stdout) as { apiKey: string });
  const secrets = new CanarySearch({ ...CANARIES, apiKey });
  const form = {
    api_key: apiKey,
    service_code: 'infrastructure',
    lat: String(CANARIES.point),
    long: '28.468',
    address_string: CANARIES.narrative,
    description: CANARIES.narrative,
    first_name: CANARIES.name,
    email: CANARIES.email,
    phone: CANARIES.phone,
    'attribute[infrastructure_kind]': 'road_pit',
  };
  for (const [more, status] of [
    [{}, 200],
    // Kept as text, with a notice.
    [{ phone: `${CANARIES.phone} ${CANARIES.name}` }, 200],
    [{ 'attribute[infrastructure_kind]': CANARIES.narrative, lat: CANARIES.phone }, 400],
    [{ api_key: `${apiKey}x` }, 403],
  ] as const) {
    for (const format of ['xml', 'json']) {
      const body = new URLSearchParams({ ...form, ...more });
      const response = await fetch(`${web.url}/open311/v2/requests.${format}`, { method: 'POST', body });
      const answer = Buffer.from(`${JSON.stringify([...response.headers])}${await response.text()}`);
      expect([response.status, secrets.find(answer)]).toEqual([status, []]);
    }
  }
});

test('every address that links and documents lead to is there, and none holds anything personal', async () => {
  const seen = new Set<string>();
  const kinds = new Map<string, number>();
  const waiting = ['/', `/officer?place=${VINNYTSIA}`, `/h/${VINNYTSIA}`, '/officer?place=Миколаївська', ...OPEN311];
  waiting.push(
    '/api/v1/figures?measure=incidents&level=hromada',
    '/h/UA80000000000093317',
    ...(await addressesOfJson()),
  );
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = path.replaceAll(/UA\d{17}|=[a-z_]+/g, '*');
    const alike = kinds.get(kind) ?? 0;
    if (seen.has(path) || alike >= MAX_OF_A_KIND) continue;
    seen.add(path);
    kinds.set(kind, alike + 1);
    const response = await patientFetch(`${web.url}${path}`);
    const text = await response.text();
    expect([path, response.status]).toEqual([path, 200]);
    const headers = JSON.stringify([...response.headers]);
    expect([path, search.find(Buffer.from(`${headers}${text}`))]).toEqual([path, []]);
    for (const [, link = ''] of text.matchAll(/(?:href|action|src)="(\/[^"]*)"/g)) {
      waiting.push(link.replaceAll('&amp;', '&'));
    }
    for (const [, id = ''] of text.matchAll(/"service_request_id": ?"([^"]+)"/g)) {
      waiting.push(`/open311/v2/requests/${id}.json`, `/open311/v2/requests/${id}.xml`);
    }
  }
  const needed = ['/en', '/scorecard', '/en/scorecard', `/en/h/${VINNYTSIA}`, '/map', '/compare', '/data', '/report'];
  for (const path of [...needed, '/track', '/accessibility', '/api/v1/scorecard']) expect(seen).toContain(path);
  // The report of the resident is published, without a word of theirs.
  expect([...seen].filter((path) => path.startsWith('/open311/v2/requests/')).length).toBeGreaterThanOrEqual(4);
}, 300_000);

/** On a busy machine, a page may be away for as long as it says. */
async function patientFetch(url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url);
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    if (response.status !== 503 || seconds === 0) return response;
    await sleep(seconds * 1_000);
  }
}

const MONTH_AGO = new Date(Date.now() - 30 * 24 * 3_600_000).toISOString().slice(0, 10);
const OPEN311 = [
  'discovery.xml',
  'discovery.json',
  'services.xml',
  'services.json',
  'services/infrastructure.xml',
  'services/infrastructure.json?lang=en',
  'requests.json',
  'requests.xml',
  `requests.xml?status=open&service_code=infrastructure&start_date=${MONTH_AGO}`,
  `requests.json?updated_after=${MONTH_AGO}&page=1&page_size=10`,
  'servicerequestupdates.json',
  'servicerequestupdates.xml',
  `servicerequestupdates.json?start_date=${MONTH_AGO}&page=1&page_size=10`,
].map((name) => `/open311/v2/${name}`);

interface Description {
  readonly paths: Readonly<Record<string, { readonly get: { readonly parameters?: readonly Parameter[] } }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly enum?: readonly string[]; readonly examples?: readonly string[] };
}

/** Every address that the description of the JSON names, with a value for each parameter that it requires. */
async function addressesOfJson(): Promise<string[]> {
  const { paths } = (await (await fetch(`${web.url}/api/v1/openapi.json`)).json()) as Description;
  return Object.entries(paths).map(([path, { get }]) => {
    const required = (get.parameters ?? []).filter((each) => each.in === 'query' && each.required === true);
    const query = required
      .map(({ name, schema }) => `${name}=${(schema.examples ?? schema.enum)?.[0] ?? ''}`)
      .join('&');
    return `${path.replaceAll(/\{[^}]+\}/g, VINNYTSIA)}${query && `?${query}`}`;
  });
}

test('nothing personal is in addresses, logs, spans, and metrics, nor is the token', async () => {
  expect([token, footageToken, apiKey]).not.toContain('');
  await web.gateway.stop();
  const everything = new CanarySearch({ ...CANARIES, token, footageToken, apiKey });
  const traces = collector.received('traces');
  const metrics = collector.received('metrics');
  for (const [bytes, marker] of [
    [Buffer.from(asked.join('\n')), '/report'],
    [Buffer.from(web.gateway.output()), '"route":"/track"'],
    [traces, 'IncidentIntakeService/ReportIncident'],
    [metrics, 'http.server.request.duration'],
  ] as const) {
    expect([marker, bytes.includes(marker), everything.find(bytes)]).toEqual([marker, true, []]);
  }
});
