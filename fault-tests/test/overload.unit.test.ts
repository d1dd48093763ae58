import type { Attempt } from '@safe-community/testkit/history';
import { describe, expect, it } from 'vitest';
import { figuresOf, problemsOfFigures, problemsOfRefusals } from '../src/verifier/overload.ts';

const many = (count: number, tookMs: number, rest: Partial<Attempt> = {}): Attempt[] =>
  Array.from({ length: count }, () => ({ began: 1_000, ended: 1_000 + tookMs, outcome: 'acknowledged', ...rest }));
const refused = (count: number, tookMs: number, rest: Partial<Attempt> = {}): Attempt[] =>
  many(count, tookMs, { outcome: 'refused', reason: 'RESOURCE_EXHAUSTED', retryAfterMs: 500, ...rest });

const usual = many(100, 200);
const all = (offered: Attempt[], before = usual) => {
  const overload = { seconds: 1, usual: before, offered };
  return [...problemsOfRefusals(overload), ...problemsOfFigures(overload)];
};

describe('an overload', () => {
  it('that is handled correctly has no problems', () => {
    expect(all([...many(95, 210), ...refused(205, 5)])).toEqual([]);
    expect(figuresOf([...many(99, 200), ...many(1, 900)], 2)).toBe('50/s, p50 200 ms, p99 200 ms');
  });

  it.each([
    [
      'a call that failed before',
      [...many(95, 200), ...refused(200, 5)],
      [...usual, ...refused(1, 5)],
      'without overload',
    ],
    [
      'another code',
      [...many(95, 200), ...refused(200, 5, { reason: 'UNAVAILABLE' })],
      usual,
      'ended with UNAVAILABLE',
    ],
    [
      'no retry delay',
      [...many(95, 200), ...refused(200, 5, { retryAfterMs: 0 })],
      usual,
      '200 rejections had no retry delay',
    ],
    ['nothing rejected', many(100, 200), usual, 'there was no overload'],
    ['slow answers', [...many(90, 200), ...many(5, 500), ...refused(200, 5)], usual, '2.5 times the usual one'],
    ['few answers', [...many(60, 200), ...refused(240, 5)], usual, 'only 60 % of the usual rate'],
    ['slow rejections', [...many(95, 200), ...refused(200, 150)], usual, 'rejections were slow'],
    [
      'rejections that are fast only compared with the slowest answers',
      [...many(85, 200), ...many(10, 390), ...refused(200, 150)],
      usual,
      'rejections were slow',
    ],
  ])('with %s is a problem', (_, offered, before, problem) => {
    expect(all(offered, before)).toEqual([expect.stringContaining(problem)]);
  });
});
