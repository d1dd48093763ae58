import fc from 'fast-check';
import { expect, test } from 'vitest';
import { originOf, visitorAddress } from './network.ts';
import { rateLimit, visitorLimit } from './rate-limit.ts';

test.each([
  ['192.0.2.17', '192.0.2.17', '192.0.2'],
  ['::ffff:192.0.2.99', '192.0.2.99', '192.0.2'],
  ['::FFFF:c000:0263', '192.0.2.99', '192.0.2'],
  ['192.0.2.17:51000', '192.0.2.17', '192.0.2'],
  ['2001:db8:1:2aff::1', '2001:db8:1:2aff', '2001:db8:1'],
  ['2001:DB8:1:2a00:1:2:3:4', '2001:db8:1:2a00', '2001:db8:1'],
  ['[2001:db8:1:2aff::1]:51000', '2001:db8:1:2aff', '2001:db8:1'],
  ['[2001:db8:1:2aff::1]', '2001:db8:1:2aff', '2001:db8:1'],
  ['fe80::1%eth0', 'fe80:0:0:0', 'fe80:0:0'],
  ['::1', '0:0:0:0', '0:0:0'],
  ['', 'unknown', 'unknown'],
  ['1:2', 'unknown', 'unknown'],
  ['1::2::3', 'unknown', 'unknown'],
  ['12345::', 'unknown', 'unknown'],
  ['192.0.2.17:x', 'unknown', 'unknown'],
  ['not an address', 'unknown', 'unknown'],
])('%s is the address %s of the network %s', (text, address, network) => {
  expect(originOf(text)).toEqual({ address, network });
});

test('any text has an origin of bounded length', () => {
  const isShort = (text: string): boolean => Object.values(originOf(text)).every(({ length }) => length < 24);
  expect(() => fc.assert(fc.property(fc.string({ maxLength: 100 }), isShort))).not.toThrow();
});

test('only the addresses that trusted proxies added are believed', () => {
  expect(visitorAddress('10.0.0.9', '192.0.2.1', 0)).toBe('10.0.0.9');
  expect(visitorAddress('10.0.0.9', 'forged, 192.0.2.1', 1)).toBe('192.0.2.1');
  expect(visitorAddress('10.0.0.9', 'forged, 192.0.2.1, 10.0.0.8', 2)).toBe('192.0.2.1');
  expect(visitorAddress('10.0.0.9', '192.0.2.1', 2)).toBe('10.0.0.9');
});

test('a network may send its burst at once, and then as many as the rate allows', () => {
  let now = 0;
  const waitOf = rateLimit({ perSecond: 2, burst: 3 }, () => now);
  expect([waitOf('a'), waitOf('a'), waitOf('a')]).toEqual([0, 0, 0]);
  expect(waitOf('a')).toBe(500);
  expect(waitOf('b')).toBe(0);
  now = 500;
  expect(waitOf('a')).toBe(0);
  expect(waitOf('a')).toBeGreaterThan(0);
});

test('of too many networks, the one that was silent the longest is forgotten', () => {
  const waitOf = rateLimit({ perSecond: 1, burst: 1 }, () => 0, 2);
  waitOf('a');
  waitOf('b');
  waitOf('a');
  waitOf('c');
  expect(waitOf('a')).toBeGreaterThan(0);
  expect(waitOf('b')).toBe(0);
});

test('an address beyond its rate does not use up that of its network, which has ten times as much', () => {
  let now = 0;
  const waitOf = visitorLimit({ perSecond: 1, burst: 2 }, () => now);
  const from = (last: number) => waitOf({ address: `192.0.2.${last}`, network: '192.0.2' });
  const loud = Array.from({ length: 100 }, () => from(1));
  expect(loud.filter((wait) => wait === 0)).toHaveLength(2);
  const others = Array.from({ length: 18 }, (_, index) => from(2 + (index >> 1)));
  expect(others.every((wait) => wait === 0)).toBe(true);
  expect(from(200)).toBe(100);
  expect(waitOf({ address: '198.51.100.1', network: '198.51.100' })).toBe(0);
  now = 100;
  expect(from(200)).toBe(0);
});
