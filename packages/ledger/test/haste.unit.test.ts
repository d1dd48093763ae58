import { describe, expect, it } from 'vitest';
import { hasteAfter, MOST_AT_ONCE } from '../src/haste.ts';

const behind = { tookMs: 10, left: 10_000n, leftBefore: 10_100n, hasCommitted: true };
const FULL = { most: MOST_AT_ONCE, restMs: 0 };

describe('a relay that is behind', () => {
  it('takes small batches while calls commit, and rests for as long as one took', () => {
    expect(hasteAfter(behind)).toEqual({ most: 100, restMs: 10 });
  });

  it('goes at full speed when nobody commits', () => {
    expect(hasteAfter({ ...behind, hasCommitted: false })).toEqual(FULL);
  });

  it.each([10_100n, 10_101n])('goes at full speed when %s wait where 10,100 did: what waits must not grow', (left) => {
    expect(hasteAfter({ ...behind, left })).toEqual(FULL);
  });
});

it('a relay that has at most a batch before it never rests', () => {
  const left = BigInt(MOST_AT_ONCE);
  expect(hasteAfter({ ...behind, left })).toEqual(FULL);
  expect(hasteAfter({ ...behind, left: left + 1n }).restMs).toBeGreaterThan(0);
});
