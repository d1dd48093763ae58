import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADDRESSES } from '../../test/addresses.ts';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { rawAnswer } from '../../test/raw-answer.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { pathIn, STYLESHEET_PATH } from '../site/module.ts';
import { isForeign } from './form.adapter.ts';
import { SECURITY_HEADERS } from './headers.ts';

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

const RUNS = { numRuns: 150 };
/** In every text that a visitor sends, and in nothing that a page says. */
const MARK = 'qzx7';

test('every answer has the security headers', async () => {
  for (const path of ['/', '/nowhere', '/h/x', STYLESHEET_PATH, '/health']) {
    const { headers } = await pages.get(path);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('a page that the browser has already is not sent again, an unchanged one has the same tag', async () => {
  const first = await pages.get('/scorecard');
  // Compressed answers have weak tags.
  const etag = (first.headers.get('etag') ?? '').replace(/^W\//, '');
  expect(first.headers.get('cache-control')).toBe('public, max-age=60');
  const again = await pages.get('/scorecard', { 'If-None-Match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  for (const tags of [`W/${etag}`, `"other", ${etag}`, '*']) {
    expect([tags, (await pages.get('/scorecard', { 'If-None-Match': tags })).status]).toEqual([tags, 304]);
  }
  expect((await pages.get('/scorecard', { 'If-None-Match': `${etag}x` })).status).toBe(200);
  expect((await pages.get('/en/scorecard', { 'If-None-Match': etag })).status).toBe(200);
  expect((await pages.get(STYLESHEET_PATH)).headers.get('cache-control')).toContain('immutable');
});

test('problems are not cached, and name the numbers to phone', async () => {
  const away = await runPages({});
  for (const [path, status] of [
    ['/scorecard', 503],
    [`/en/h/${VINNYTSIA}`, 503],
    ['/nowhere', 404],
    ['/en/nowhere', 404],
    ['/h/UA99999999999999999', 404],
  ] as const) {
    const response = await away.get(path);
    expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, status, 'no-store']);
    const text = await response.text();
    expect(text).toContain('href="tel:112"');
    expect(text).toContain(path.startsWith('/en') ? '<html lang="en">' : '<html lang="uk">');
  }
  expect((await away.get('/scorecard')).headers.get('retry-after')).toBe('60');
  expect((await away.get('/')).status).toBe(200);
  await away.stop();
});

test('a bug shows nothing of itself, and is logged without what the visitor sent', async () => {
  const broken = await runPages({
    GetScorecard: () => {
      throw new Error(MARK);
    },
  });
  const response = await broken.get(`/scorecard?x=${MARK}`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain(MARK);
  expect(broken.log.some((line) => line.includes('because of a bug'))).toBe(true);
  expect(broken.log.join('')).not.toContain(MARK);
  await broken.stop();
});

test('the log holds the pattern of a route, never its address', async () => {
  await pages.get(`/officer?place=${MARK}`, { 'User-Agent': MARK, Cookie: MARK });
  await pages.get(`/h/${MARK}`);
  await pages.get(`/${MARK}`);
  const log = pages.log.join('');
  expect(log).not.toContain(MARK);
  for (const route of ['/officer', '/h/:katottg', '/*']) expect(log).toContain(`"method":"GET","route":"${route}"`);
});

test('an address that sends too much waits, and still gets the numbers to phone; others of its network are served', async () => {
  let elapsed = 0;
  const rate = { perSecond: 1, burst: 2 };
  const limited = await runPages(ANSWERS, { rate, elapsed: () => elapsed, trustedProxies: 1 });
  const from = (address: string) => limited.get('/en/data', { 'X-Forwarded-For': `10.0.0.1, ${address}` });
  expect([(await from('192.0.2.1')).status, (await from('192.0.2.1')).status]).toEqual([200, 200]);
  const third = await from('192.0.2.1');
  expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await third.text()).toContain('href="tel:112"');
  expect([(await from('192.0.2.2')).status, (await from('198.51.100.1')).status]).toEqual([200, 200]);
  expect((await limited.get('/health')).status).toBe(200);
  elapsed = 1_000;
  expect((await from('192.0.2.1')).status).toBe(200);
  await limited.stop();
});

test('beyond any rate, what leads to help is shown: the numbers to phone, the begin of a report, and the page without a network', async () => {
  const never = { perSecond: 1, burst: 0 };
  const limited = await runPages(ANSWERS, { rate: never, formRate: never, elapsed: () => 0 });
  const shown: string[] = [];
  for (const [pattern, [path = '']] of Object.entries(ADDRESSES)) {
    const statuses = [(await limited.get(path)).status, (await limited.get(pathIn('en', path))).status];
    if (statuses.every((status) => status === 200)) shown.push(pattern);
    else expect([pattern, ...statuses]).toEqual([pattern, 429, 429]);
    const [, main = ''] = /<main[^>]*>([^]*)<\/main>/.exec(await pages.text(path)) ?? [];
    if (main.includes('tel:112')) expect(shown).toContain(pattern);
  }
  expect(shown).toEqual(['/', '/report', '/accessibility', '/offline', '/safety', '/contact']);
  const assets = [...(await limited.text('/offline')).matchAll(/(?:href|src)="(\/assets\/[^"]*)"/g)].map(
    ([, path = '']) => path,
  );
  for (const path of [...assets, '/service-worker.js'])
    expect([path, (await limited.get(path)).status]).toEqual([path, 200]);
  expect(assets.length).toBeGreaterThan(1);
  const sent = await fetch(`${limited.url}/report`, {
    method: 'POST',
    body: new URLSearchParams({ step: 'category' }),
  });
  expect([sent.status, (await limited.get('/nowhere')).status]).toEqual([429, 429]);
  await limited.stop();
});

test('the menu marks the page that is shown, and none where a problem stands in its place', async () => {
  const marked = async (path: string) =>
    [...(await (await pages.get(path)).text()).matchAll(/<a href="([^"]*)" aria-current="page"/g)].map(
      ([, link]) => link,
    );
  // In the line and in the folded menu, of which a screen shows one.
  expect(await marked('/map')).toEqual(['/map', '/map']);
  expect(await marked('/nowhere')).toEqual([]);
  const wrong = await fetch(`${pages.url}/track`, { method: 'POST', body: new URLSearchParams({ token: '' }) });
  expect([wrong.status, (await wrong.text()).includes('href="/track" aria-current="page"')]).toEqual([400, true]);
});

test('a slash at the end of an address makes no difference', async () => {
  for (const path of ['/en/', '/officer/', `/h/${VINNYTSIA}/`]) expect(await pages.text(path)).toContain('<main');
});

test('says that it stops', async () => {
  const stopping = await runPages(ANSWERS, { isReady: () => false });
  expect((await stopping.get('/health')).status).toBe(503);
  await stopping.stop();
});

test('only reads exist', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'QZX7']) {
    expect([400, 405]).toContain(await statusOf({ method, path: '/', body: MARK }));
  }
  expect(await statusOf({ method: 'HEAD', path: '/', body: '' })).toBe(200);
  for (const method of ['POST', 'PUT', 'DELETE']) {
    for (const [path, status] of [
      ['/nowhere', 404],
      ['/map', 405],
      ['/robots.txt', 405],
      [STYLESHEET_PATH, 405],
    ] as const) {
      expect([method, path, await statusOf({ method, path, body: '' })]).toEqual([method, path, status]);
    }
  }
  const refused = await fetch(`${pages.url}/en`, { method: 'POST', body: MARK });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await refused.text()).toContain('href="tel:112"');
});

test('a form of another site is known by its headers', () => {
  const from = (headers: Record<string, string>) => isForeign((name) => headers[name]);
  expect(from({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(false);
  expect(from({ 'sec-fetch-site': 'cross-site', origin: 'https://x.example', host: 'x.example' })).toBe(true);
  expect(from({ 'sec-fetch-site': 'same-site' })).toBe(true);
  expect(from({ origin: 'https://x.example', host: 'x.example' })).toBe(false);
  expect(from({ origin: 'https://y.example', host: 'x.example' })).toBe(true);
  expect(from({ origin: '//', host: 'x.example' })).toBe(true);
  for (const origin of [
    'http://evil@localhost:8080',
    'http://evil:x@localhost:8080',
    'http://localhost:8080/',
    'http://localhost:8080/evil',
    'http://localhost:8080?evil',
    'http://localhost:80800',
    'http://localhost',
    'ftp://localhost:8080',
    'http://localhost:8080, http://evil.example',
  ]) {
    expect([origin, from({ origin, host: 'localhost:8080' })]).toEqual([origin, true]);
  }
  expect(from({ origin: 'http://localhost:8080', host: 'LocalHost:8080' })).toBe(false);
  expect(from({ origin: 'https://x.example', host: 'x.example:443' })).toBe(false);
  expect(from({ origin: 'null' })).toBe(false);
});

test('no text of a parameter makes a page fail, or comes back but as the value of a field that nobody keeps', async () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('<', '>', '"', "'", '&', '\r', '\n', '%', '/', '\0'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 60,
  });
  const path = fc.tuple(
    fc.constantFrom('/officer?place=', '/en/officer?place=', '/h/', '/en/h/', '/', '/?', '/scorecard?'),
    text,
  );
  await fc.assert(
    fc.asyncProperty(path, async ([begin, given]) => {
      const response = await pages.get(`${begin}${encodeURIComponent(`${MARK}${given}${MARK}`.toWellFormed())}`);
      const headers = JSON.stringify([...response.headers]);
      expect([200, 404]).toContain(response.status);
      const body = await response.text();
      expect(body.replaceAll(/ value="[^"]*"/g, '')).not.toContain(MARK);
      if (body.includes(MARK)) expect(response.headers.get('cache-control')).toBe('no-store');
      expect(headers).not.toContain(MARK);
    }),
    RUNS,
  );
});

test('no bytes of an address or header make a page fail or come back from it', async () => {
  const bytes = fc.string({
    unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCodePoint(code)),
    maxLength: 80,
  });
  const name = fc.constantFrom(
    'If-None-Match',
    'X-Forwarded-For',
    'Accept-Language',
    'Cookie',
    'Origin',
    'X-Forwarded-Host',
  );
  await fc.assert(
    fc.asyncProperty(bytes, name, bytes, async (path, header, value) => {
      const answer = await rawAnswer(
        pages.port,
        `GET /${MARK}${path} HTTP/1.1\r\nHost: x\r\n${header}: ${MARK}${value}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 (200|400|404) /);
      expect(answer).not.toContain(MARK);
    }),
    RUNS,
  );
});

function statusOf({ method, path, body }: { method: string; path: string; body: string }): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: pages.port, host: '127.0.0.1', method, path }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
