import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '@safe-community/domain-kit';
import { firstDayOf, lastDayOf, PERIODS } from './figure.ts';

test.each([
  ['day', '2026-11-28', '2026-11-28', '2026-11-28'],
  // ISO 8601: the first week of 2026 begins in 2025.
  ['week', '2026-01-01', '2025-12-29', '2026-01-04'],
  ['week', '2026-03-29', '2026-03-23', '2026-03-29'],
  ['month', '2024-02-15', '2024-02-01', '2024-02-29'],
  ['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
  ['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
  ['year', '2026-07-01', '2026-01-01', '2026-12-31'],
] as const)('the %s of %s is %s to %s', (period, day, first, last) => {
  expect([firstDayOf(period, day), lastDayOf(period, first)]).toEqual([first, last]);
});

test('the parts of the calendar follow each other without gaps', () => {
  const day = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('2001-01-01', days));
  fc.assert(
    fc.property(fc.constantFrom(...PERIODS), day, (period, each) => {
      const first = firstDayOf(period, each);
      const last = lastDayOf(period, first);
      expect(first <= each && each <= last).toBe(true);
      expect(firstDayOf(period, addDays(last, 1))).toBe(addDays(last, 1));
      expect(firstDayOf(period, last)).toBe(first);
    }),
  );
});
