import { expect, test } from 'vitest';
import { periodBefore } from './hromada.ts';

const day = (year: number, month: number, date: number) => ({ year, month, day: date });

test('the period ends on the last Sunday and moves once a week', () => {
  const expected = { from: day(2025, 11, 24), to: day(2026, 11, 22) };
  for (const date of [23, 24, 28, 29]) expect(periodBefore(day(2026, 11, date))).toEqual(expected);
  expect(periodBefore(day(2026, 11, 30)).to).toEqual(day(2026, 11, 29));
});
