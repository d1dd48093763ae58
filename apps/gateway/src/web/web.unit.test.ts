import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { STYLESHEET_PATH } from '../site/module.ts';
import { isForeign } from './form.adapter.ts';
import { SECURITY_HEADERS } from './headers.ts';

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

const SHORT = {
  headersTimeout: 200,
  requestTimeout: 400,
  silenceTimeout: 500,
  keepAliveTimeout: 200,
  connectionsCheckingInterval: 50,
  maxHeaderSize: 8_192,
};
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

test('a network that sends too much waits, and still gets the numbers to phone; others are served', async () => {
  const limited = await runPages(ANSWERS, { rate: { perSecond: 1, burst: 2 }, trustedProxies: 1 });
  const from = (address: string) => limited.get('/en', { 'X-Forwarded-For': `10.0.0.1, ${address}` });
  expect([(await from('192.0.2.1')).status, (await from('192.0.2.2')).status]).toEqual([200, 200]);
  const third = await from('192.0.2.3');
  expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await third.text()).toContain('href="tel:112"');
  expect((await from('198.51.100.1')).status).toBe(200);
  expect((await limited.get('/health')).status).toBe(200);
  await limited.stop();
});

test('the menu marks the page that is shown, and none where a problem stands in its place', async () => {
  const marked = async (path: string) =>
    [...(await (await pages.get(path)).text()).matchAll(/<a href="([^"]*)" aria-current="page"/g)].map(
      ([, link]) => link,
    );
  expect(await marked('/map')).toEqual(['/map']);
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
  expect(from({ origin: 'null' })).toBe(false);
});

test('a client that is slow to send its headers, or sends too many, is cut off', async () => {
  // More than our limit, less than that of Node.
  expect(await rawAnswer(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(9_000)}\r\n\r\n`)).toContain('431');
  const slow = await runPages(ANSWERS, { limits: SHORT });
  expect(await rawAnswer('GET / HTTP/1.1\r\nHost: x\r\n', slow.port)).toContain('408');
  await slow.stop();
});

test('a client that is slow to send its form is cut off', async () => {
  const slow = await runPages(ANSWERS, { limits: SHORT });
  const head =
    'POST /track HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100';
  expect(await rawAnswer(`${head}\r\n\r\ntoken=`, slow.port)).not.toContain('200 OK');
  await slow.stop();
});

test('a client that does not read its answers loses its connection to others', async () => {
  const slow = await runPages(ANSWERS, { limits: SHORT, mostOfNetwork: 1 });
  const reader = connect(slow.port, '127.0.0.1');
  reader.on('error', () => undefined);
  // More answers than the buffers of both sides hold.
  reader.write('GET /map HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(200));
  await once(reader, 'ready');
  const isServed = () =>
    slow.get('/health').then(
      ({ ok }) => ok,
      () => false,
    );
  expect(await isServed()).toBe(false);
  await expect.poll(isServed).toBe(true);
  reader.destroy();
  await slow.stop();
});

test('no text of a parameter makes a page fail or comes back from it', async () => {
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
      expect(await response.text()).not.toContain(MARK);
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

/** All that the server sends on a connection until it is closed. */
function rawAnswer(sent: string, port = pages.port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(sent, 'latin1'));
    let answer = '';
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
