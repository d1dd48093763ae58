import { expect, test } from 'vitest';
import { checkQuery, daysBetween } from './figures-query.ts';

const asked = { from: '2021-01-01', to: '2021-12-31', category: undefined };

test.each([
  ['a year', asked, 'country'],
  ['one day', { ...asked, to: '2021-01-01' }, 'hromada'],
  ['366 days after the first', { ...asked, from: '2020-01-01', to: '2021-01-01' }, 'oblast'],
  ['an open category of a hromada', { ...asked, category: 'fire' as const }, 'hromada'],
] as const)('%s may be queried', (_, good, level) => {
  expect(checkQuery(good, level)).toEqual([]);
});

test.each([
  ['from', { ...asked, from: '' }, 'country'],
  ['to', { ...asked, to: '' }, 'country'],
  ['to', { ...asked, to: '2020-12-31' }, 'country'],
  ['to', { ...asked, from: '2020-01-01', to: '2021-01-02' }, 'country'],
  ['territory_code', asked, undefined],
  ['category', { ...asked, category: 'domestic_violence' }, 'hromada'],
  ['category', { ...asked, category: 'school_safety' }, 'oblast'],
  ['category', { ...asked, category: 'school_safety' }, 'country'],
] as const)('names %s when it breaks a rule', (field, bad, level) => {
  expect(checkQuery(bad, level).map((violation) => violation.field)).toEqual([field]);
});

test('counts leap days', () => {
  expect(daysBetween('2020-02-28', '2020-03-01')).toBe(2);
  expect(daysBetween('2020-01-01', '2021-01-01')).toBe(366);
  expect(daysBetween('2021-01-02', '2021-01-01')).toBe(-1);
});
