import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { rawAnswer } from '../../test/raw-answer.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { SECURITY_HEADERS } from './headers.ts';

// What a client breaks, or a proxy reads otherwise than we do, is never a failure of ours.

let pages: RunningPages;
let logged = 0;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());
beforeEach(() => (logged = pages.log.length));

const FORM = 'Content-Type: application/x-www-form-urlencoded';
const MULTIPART = 'Content-Type: multipart/form-data; boundary=B';
const LENGTH = 'Content-Length: 100';
const CHUNKED = 'Transfer-Encoding: chunked';

const post = (path: string, headers: readonly string[], body: string): string =>
  [`POST ${path} HTTP/1.1`, 'Host: localhost:8080', ...headers, '', body].join('\r\n');

/** Lines of the log since the test began. */
const lines = (): string => pages.log.slice(logged).join('');

/** What the server says of a request that was broken off; whether its client still hears it is a matter of chance. */
async function expectNoFault(): Promise<void> {
  await expect.poll(lines).toContain('request answered');
  expect(lines()).toContain('"code":400');
  expect(lines()).not.toMatch(/bug|"code":500|"level":"(?:error|warn)"/);
}

const BROKEN_BODIES: readonly (readonly [string, string])[] = [
  ['a form, shorter than its length', post('/track', [FORM, LENGTH], 'token=')],
  ['a form of no byte', post('/track', [FORM, LENGTH], '')],
  ['a chunked form without its last chunk', post('/track', [FORM, CHUNKED], '6\r\ntoken=\r\n')],
  ['a chunk, shorter than its size', post('/report', [FORM, CHUNKED], 'ff\r\ntoken=')],
  ['a multipart form', post('/open311/v2/requests.json', [MULTIPART, LENGTH], '--B\r\nConte')],
  ['a chunked multipart form', post('/open311/v2/requests.xml', [MULTIPART, CHUNKED], '5\r\n--B\r\n\r\n')],
];

// A reset may overtake what was sent before it: the server has read the head when it says "100 Continue".
const leaving: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['ends', (socket) => void socket.end()],
  ['is reset', (socket) => void socket.resetAndDestroy()],
];
const broken = leaving.flatMap(([how, leave]) =>
  BROKEN_BODIES.map(([what, sent]) => ({
    what,
    how,
    leave,
    sent: sent.replace('\r\n', '\r\nExpect: 100-continue\r\n'),
  })),
);

test.each(broken)('$what, after which the connection $how, is no bug of ours', async ({ sent, leave }) => {
  await rawAnswer(pages.port, sent, (socket) => socket.once('data', () => leave(socket)));
  await expectNoFault();
});

test.each([
  ['a form', post('/track', [FORM, CHUNKED], '6\r\ntoken=\r\nQQ\r\n')],
  ['a multipart form', post('/open311/v2/requests.json', [MULTIPART, CHUNKED], '5\r\n--B\r\n\r\nQQ\r\n')],
])('%s with a chunk of no size is no bug of ours', async (_, sent) => {
  expect(await rawAnswer(pages.port, sent)).toMatch(/^HTTP\/1\.1 400 /);
  await expectNoFault();
});

test('a client that leaves while its page is sent is no bug of ours', async () => {
  const sent = 'GET /map HTTP/1.1\r\nHost: localhost\r\n\r\n';
  await rawAnswer(pages.port, sent, (socket) => socket.once('data', () => socket.resetAndDestroy()));
  await expect.poll(lines).toContain('request answered');
  expect(lines()).not.toMatch(/bug|"code":500/);
});

test('a chunked form is read as any other', async () => {
  const form = post(
    '/officer',
    [FORM, CHUNKED, 'Connection: close'],
    'e\r\npoint=49.84%2C\r\n8\r\n+24.0301\r\n0\r\n\r\n',
  );
  expect(await rawAnswer(pages.port, form)).toMatch(/^HTTP\/1\.1 200 /);
  const multipart = 'Content-Disposition: form-data; name="service_code"\r\n\r\nwater';
  const part = `--B\r\n${multipart}\r\n--B--\r\n`;
  const chunk = `${part.length.toString(16)}\r\n${part}\r\n0\r\n\r\n`;
  const sent = post('/open311/v2/requests.json', [MULTIPART, CHUNKED, 'Connection: close'], chunk);
  expect(await rawAnswer(pages.port, sent)).toContain('api_key is required');
});

test('a chunked form that is too large is refused as such', async () => {
  const sent = post('/track', [FORM, CHUNKED, 'Connection: close'], `11170\r\n${'a'.repeat(70_000)}\r\n0\r\n\r\n`);
  expect(await rawAnswer(pages.port, sent)).toMatch(/^HTTP\/1\.1 413 /);
});

test('a packed form is none that is read here', async () => {
  const body = gzipSync('token=x').toString('latin1');
  const headers = [FORM, 'Content-Encoding: gzip', `Content-Length: ${body.length}`, 'Connection: close'];
  expect(await rawAnswer(pages.port, post('/track', headers, body))).toMatch(/^HTTP\/1\.1 415 /);
});

test('a form of an origin with a user is one of another site', async () => {
  const headers = [FORM, 'Content-Length: 6', 'Connection: close'];
  const from = (origin: string) => post('/track', [...headers, `Origin: ${origin}`], 'token=');
  expect(await rawAnswer(pages.port, from('http://evil@localhost:8080'))).toMatch(/^HTTP\/1\.1 403 /);
  expect(await rawAnswer(pages.port, from('http://localhost:8080'))).toMatch(/^HTTP\/1\.1 400 /);
});

const TWO_HOSTS = 'GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n';

test.each([
  ['two hosts', TWO_HOSTS, '400', 'Host must be given once'],
  ['no host', 'GET /health HTTP/1.0\r\n\r\n', '400', 'Host must be'],
  ['a host with a user', 'GET /health HTTP/1.1\r\nHost: evil@a\r\n\r\n', '400', 'Host must be'],
  ['an address of another host', 'GET http://b/health HTTP/1.1\r\nHost: a\r\n\r\n', '400', 'the target must be'],
  ['two types', post('/track', [FORM, FORM, 'Content-Length: 6'], 'token='), '400', 'Content-Type must be'],
  ['two origins', post('/track', [FORM, 'Origin: a', 'Origin: b', 'Content-Length: 0'], ''), '400', 'Origin must be'],
  [
    'a strange coding',
    post('/track', [FORM, 'Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'),
    '501',
    'Transfer-Encoding',
  ],
])(
  '%s: refused before any page, with the rule, on a connection that takes nothing more',
  async (_, sent, status, rule) => {
    const answer = await rawAnswer(pages.port, sent + TWO_HOSTS);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`\r\n\r\n${rule}`);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer).toContain(`${name}: ${value}`);
    expect(lines()).toBe('');
  },
);
