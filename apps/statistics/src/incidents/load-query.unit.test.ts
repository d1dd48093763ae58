import { expect, test } from 'vitest';
import { checkSpan, daysBetween } from './load-query.ts';

test.each([
  ['a year', '2021-01-01', '2021-12-31'],
  ['one day', '2021-01-01', '2021-01-01'],
  ['366 days after the first', '2020-01-01', '2021-01-01'],
])('%s may be queried', (_, from, to) => {
  expect(checkSpan(from, to)).toEqual([]);
});

test.each([
  ['from', '', '2021-12-31'],
  ['to', '2021-01-01', ''],
  ['to', '2021-01-01', '2020-12-31'],
  ['to', '2020-01-01', '2021-01-02'],
])('names %s when it breaks a rule', (field, from, to) => {
  expect(checkSpan(from, to).map((violation) => violation.field)).toEqual([field]);
});

test('counts leap days', () => {
  expect(daysBetween('2020-02-28', '2020-03-01')).toBe(2);
  expect(daysBetween('2020-01-01', '2021-01-01')).toBe(366);
  expect(daysBetween('2021-01-02', '2021-01-01')).toBe(-1);
});
