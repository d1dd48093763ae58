import { expect, test } from 'vitest';
import { freshBytes } from './fresh-bytes.ts';

test('returns no bytes twice, across many refills of the pool', () => {
  const seen = new Set(Array.from({ length: 5_000 }, () => freshBytes(16).toString('hex')));
  expect(seen.size).toBe(5_000);
});

test('returned bytes are neither changed later nor shared', () => {
  const first = freshBytes(32);
  const copy = Buffer.from(first);
  freshBytes(8_192).fill(7);
  freshBytes(8_192);
  expect(first.equals(copy)).toBe(true);
  first.fill(0);
  expect(freshBytes(32).every((byte) => byte === 0)).toBe(false);
});

test('uses all bytes, at the end of the pool as well', () => {
  const wide = freshBytes(8_192);
  expect(new Set(wide).size).toBe(256);
  expect(wide.subarray(-32).every((byte) => byte === 0)).toBe(false);
});
