import { expect, test } from 'vitest';
import { endOf, periodsBetween, startOf } from './period.ts';

test('a period begins and ends in the calendar', () => {
  expect((['day', 'month', 'quarter', 'year'] as const).map((period) => startOf(period, '2021-11-04'))).toEqual([
    '2021-11-04',
    '2021-11-01',
    '2021-10-01',
    '2021-01-01',
  ]);
  expect(endOf('quarter', '2021-10-01')).toBe('2022-01-01');
  expect(endOf('day', '2021-12-31')).toBe('2022-01-01');
});

test('lists the periods that begin between two days, one more than the most at most', () => {
  expect(periodsBetween('month', '2021-01-02', '2021-03-01', 400)).toEqual(['2021-02-01', '2021-03-01']);
  expect(periodsBetween('year', '2021-01-01', '2021-12-31', 400)).toEqual(['2021-01-01']);
  expect(periodsBetween('day', '2021-01-01', '2021-12-31', 10)).toHaveLength(11);
});
