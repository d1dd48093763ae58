import { describe, expect, it } from 'vitest';
import { MAX_BATCH, pauseAfter } from './throttle.ts';

const behind = { tookMs: 10, left: 10_000n, leftBefore: 10_100n, hasCommitted: true };

describe('a relay that is behind', () => {
  it('pauses for the duration of a batch while calls commit', () => {
    expect(pauseAfter(behind)).toBe(10);
    expect(pauseAfter({ ...behind, tookMs: 30 })).toBe(30);
  });

  it('does not pause when no call commits', () => {
    expect(pauseAfter({ ...behind, hasCommitted: false })).toBe(0);
  });

  it.each([10_100n, 10_101n])(
    'does not pause when %s wait and 10,100 did before: the backlog must not grow',
    (left) => {
      expect(pauseAfter({ ...behind, left })).toBe(0);
    },
  );

  it.each([
    [100_000n, 10],
    [200_000n, 5],
    [1_000_000n, 1],
  ])('pauses less the larger the backlog: for %s events, %s of 10 ms', (left, restMs) => {
    expect(pauseAfter({ ...behind, left, leftBefore: left + 500n })).toBe(restMs);
  });
});

it('a relay with at most one batch of backlog never pauses', () => {
  const left = BigInt(MAX_BATCH);
  expect(pauseAfter({ ...behind, left })).toBe(0);
  expect(pauseAfter({ ...behind, left: left + 1n })).toBe(10);
});
