import { expect, test } from 'vitest';
import { endOf, periodsIn, startOf, yearOf } from './period.ts';
import { hiddenBecause, monthsOf, periodsBetween } from './released-figure.ts';

const RULE = {
  levels: {
    country: { finest: 'day', block: 'month' },
    oblast: { finest: 'day', block: 'quarter' },
    hromada: { finest: 'month', block: 'year' },
  },
} as const;

test('a year consists of quarters, months and days', () => {
  const year = yearOf(2024);
  expect(periodsIn(year, 'quarter').map(({ start }) => start)).toEqual([
    '2024-01-01',
    '2024-04-01',
    '2024-07-01',
    '2024-10-01',
  ]);
  expect(periodsIn(year, 'month')).toHaveLength(12);
  expect(periodsIn(year, 'day')).toHaveLength(366);
  for (const month of periodsIn(year, 'month')) {
    expect(month.parts.every(({ start }) => startOf('month', start) === month.start)).toBe(true);
  }
});

test('a period begins and ends in the calendar', () => {
  expect((['day', 'month', 'quarter', 'year'] as const).map((period) => startOf(period, '2021-11-04'))).toEqual([
    '2021-11-04',
    '2021-11-01',
    '2021-10-01',
    '2021-01-01',
  ]);
  expect(endOf({ period: 'quarter', start: '2021-10-01' })).toBe('2022-01-01');
  expect(endOf({ period: 'day', start: '2021-12-31' })).toBe('2022-01-01');
});

test('lists the periods that begin between two days, one more than the most at most', () => {
  expect(periodsBetween('month', '2021-01-02', '2021-03-01', 400)).toEqual(['2021-02-01', '2021-03-01']);
  expect(periodsBetween('year', '2021-01-01', '2021-12-31', 400)).toEqual(['2021-01-01']);
  expect(periodsBetween('day', '2021-01-01', '2021-12-31', 10)).toHaveLength(11);
});

test('a figure depends on the months of its block', () => {
  expect(monthsOf('day', '2021-11-04', RULE.levels.country)).toEqual(['2021-11-01']);
  expect(monthsOf('day', '2021-11-04', RULE.levels.oblast)).toEqual(['2021-10-01', '2021-11-01', '2021-12-01']);
  expect(monthsOf('year', '2021-01-01', RULE.levels.country)).toHaveLength(12);
});

test('a missing figure is hidden once its block is complete, and not released before', () => {
  const cell = { measure: 'incidents', period: 'month', start: '2021-10-01', level: 'oblast' } as const;
  const isFixed = (month: string) => month <= '2021-11-01';
  expect(hiddenBecause(cell, RULE, isFixed)).toBe('not_released');
  expect(hiddenBecause({ ...cell, level: 'country' }, RULE, isFixed)).toBe('disclosure_control');
  expect(hiddenBecause(cell, RULE, () => true)).toBe('disclosure_control');
  expect(hiddenBecause(cell, undefined, () => true)).toBe('not_released');
  const visits = { ...cell, measure: 'visits_done', level: 'country', period: 'day' } as const;
  expect(hiddenBecause(visits, RULE, () => false)).toBe('disclosure_control');
});
