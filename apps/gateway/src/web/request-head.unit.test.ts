import { expect, test } from 'vitest';
import { brokenHead } from './request-head.ts';

const HOST = ['Host', 'localhost:8080'];
const ONCE = 'must be given once';
const BAD_HOST = 'Host must be a name or an address, with a port or without';
const BAD_TARGET = 'the target must be a path, or an address at the host that Host names';

test.each([
  'Host',
  'Origin',
  'Referer',
  'Sec-Fetch-Site',
  'Content-Type',
  'Content-Length',
  'Content-Encoding',
  'Transfer-Encoding',
])('two headers %s are refused, also when they say the same and are written differently', (name) => {
  const once = [name, 'x'];
  const rule = `${name} ${ONCE}`;
  expect(brokenHead([...HOST, ...once, name.toLowerCase(), 'x'], '/')).toEqual({ status: 400, rule });
});

test('headers that proxies repeat may be given twice', () => {
  expect(brokenHead([...HOST, 'X-Forwarded-For', '192.0.2.1', 'X-Forwarded-For', '192.0.2.2'], '/')).toBeUndefined();
});

test('a value that names a header is no header', () => {
  expect(brokenHead([...HOST, 'X-Sent', 'Host', 'X-Other', 'Host'], '/')).toBeUndefined();
});

test.each([
  '',
  'a@localhost',
  'a:b@localhost',
  'localhost:',
  'localhost:80a',
  'localhost:65536',
  'localhost:-1',
  'localhost/x',
  'localhost?x',
  'localhost#x',
  'a, b',
  'a b',
  '[::1',
])('the host "%s" is refused', (host) => {
  expect(brokenHead(['Host', host], '/')).toEqual({ status: 400, rule: BAD_HOST });
});

test.each(['localhost', 'LOCALHOST', 'localhost:65535', '127.0.0.1:8080', '[::1]:8080', 'gromada.example'])(
  'the host "%s" is taken',
  (host) => {
    expect(brokenHead(['Host', host], '/')).toBeUndefined();
  },
);

test('a request without a host is refused', () => {
  expect(brokenHead([], '/')).toEqual({ status: 400, rule: BAD_HOST });
});

test.each([
  ['/', undefined],
  ['//evil.example/', undefined],
  ['http://localhost:8080/', undefined],
  ['HTTP://LOCALHOST:8080/', undefined],
  ['http://evil.example/', BAD_TARGET],
  ['http://localhost/', BAD_TARGET],
  ['http://evil@localhost:8080/', BAD_TARGET],
  ['http://:evil@localhost:8080/', BAD_TARGET],
  ['ftp://localhost:8080/', BAD_TARGET],
  ['localhost:8080', BAD_TARGET],
  ['*', BAD_TARGET],
])('the target %s: %s', (target, rule) => {
  expect(brokenHead(HOST, target)?.rule).toBe(rule);
});

test('no transfer coding but chunked is undone', () => {
  expect(brokenHead([...HOST, 'Transfer-Encoding', 'Chunked'], '/')).toBeUndefined();
  expect(brokenHead([...HOST, 'Transfer-Encoding', 'gzip, chunked'], '/')).toMatchObject({ status: 501 });
});
