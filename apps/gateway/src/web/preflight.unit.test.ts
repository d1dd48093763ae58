import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { SECURITY_HEADERS } from './headers.ts';

// What a browser asks before a page of another site may read open data: raw, as no client here would ask.

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

const READ = [
  '/api/v1/measures',
  '/api/v1/measures.csv',
  `/api/v1/hromadas/${VINNYTSIA}`,
  '/api/v1/openapi.json',
  '/open311/v2/discovery.xml',
  '/open311/v2/services/road_pit.json',
  '/open311/v2/requests',
  '/open311/v2/requests.json',
];

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function ask(path: string, headers: Readonly<Record<string, string>>, method = 'OPTIONS'): Promise<Answer> {
  const lines = Object.entries({ Host: 'gromada.example', Connection: 'close', ...headers });
  return new Promise((resolve, reject) => {
    const socket = connect(pages.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('error', reject).on('end', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const [first = '', ...fields] = head.split('\r\n');
      const pairs = fields.map((line) =>
        line
          .split(/: (.*)/)
          .slice(0, 2)
          .map(String),
      );
      resolve({
        status: Number(first.split(' ')[1]),
        headers: new Map(pairs.map(([name = '', value = '']) => [name.toLowerCase(), value])),
        body,
      });
    });
    const written = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(`${method} ${path} HTTP/1.1\r\n${written}\r\n`);
  });
}

const FOREIGN = { Origin: 'https://elsewhere.example', Cookie: 'x=1' };
const granted = ({ headers }: Answer) => [...headers.keys()].filter((name) => name.startsWith('access-control-'));

test.each(READ)('another site may read %s, and keep its tag', async (path) => {
  const asked = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'if-none-match' };
  const { status, headers, body } = await ask(path, { ...FOREIGN, ...asked });
  expect([status, body]).toEqual([204, '']);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD');
  expect(headers.get('access-control-allow-headers')).toBe('Accept, If-None-Match, Content-Type, X-Requested-With');
  expect([headers.get('access-control-allow-credentials'), headers.get('set-cookie')]).toEqual([undefined, undefined]);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name.toLowerCase())).toBe(value);
});

test.each(['POST', 'PUT', 'DELETE', 'get', 'GET, POST', ''])('it gets no permission for "%s"', async (wanted) => {
  for (const path of ['/open311/v2/requests.json', '/api/v1/measures']) {
    const answer = await ask(path, { ...FOREIGN, 'Access-Control-Request-Method': wanted });
    expect([answer.status, granted(answer)]).toEqual([204, []]);
  }
});

test('what was sent is answered without a permission to read it', async () => {
  const sent = { ...FOREIGN, 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' };
  const answer = await ask('/open311/v2/requests.json', sent, 'POST');
  expect([answer.status, granted(answer)]).toEqual([403, []]);
});

test('without a site, it says which methods there are', async () => {
  const [reads, takes] = [await ask('/api/v1/measures', {}), await ask('/open311/v2/requests.xml', {})];
  expect([reads.status, reads.headers.get('allow'), granted(reads)]).toEqual([204, 'GET, HEAD, OPTIONS', []]);
  expect([takes.status, takes.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
});

test('pages of the site and addresses that are not there give no permission', async () => {
  for (const [path, status] of [
    ['/', 405],
    ['/report', 405],
    ['/track', 405],
    ['/health', 405],
    ['/nowhere', 404],
    ['/api/v2/measures', 404],
  ] as const) {
    const answer = await ask(path, { ...FOREIGN, 'Access-Control-Request-Method': 'GET' });
    expect([path, answer.status, granted(answer)]).toEqual([path, status, []]);
  }
});
