import { expect, test } from 'vitest';
import { chooseDays, yearsOf, type Level } from './choice.ts';

const TODAY = { year: 2026, month: 12, day: 2 };
const NONE = { from: '', to: '' };
const days = (firstDay: string, lastDay: string) => ({ firstDay, lastDay });

test('without a choice, the country is shown until today, an oblast by months, a hromada by weeks', () => {
  expect(chooseDays('country', NONE, TODAY)).toEqual(days('', ''));
  expect(chooseDays('oblast', NONE, TODAY)).toEqual(days('2025-12-01', '2026-11-30'));
  expect(chooseDays('oblast', NONE, { year: 2024, month: 3, day: 1 })).toEqual(days('2023-03-01', '2024-02-29'));
  expect(chooseDays('hromada', NONE, TODAY)).toEqual(days('2025-12-01', '2026-11-29'));
});

test('months are chosen as a whole; of the country, the last one may lie in the future', () => {
  expect(chooseDays('country', { from: '2026-02', to: '2027-01' }, TODAY)).toEqual(days('2026-02-01', '2027-01-31'));
  expect(chooseDays('oblast', { from: '2024-02', to: '2024-02' }, TODAY)).toEqual(days('2024-02-01', '2024-02-29'));
  expect(chooseDays('hromada', { from: '2025-01', to: '2025-12' }, TODAY)).toEqual(days('2025-01-01', '2025-12-31'));
});

test.each<[Level, string, string, string[]]>([
  ['country', '2026-01', '', ['to both']],
  ['country', '', '2026-01', ['from both']],
  ['country', '2026-13', 'yesterday', ['from month', 'to month']],
  ['country', '2026-02', '2026-01', ['to order']],
  ['country', '2027-01', '2027-02', ['from future']],
  ['country', '2025-01', '2026-01', ['to length']],
  ['oblast', '2026-01', '2026-12', ['to ended']],
  ['hromada', '2026-01', '2026-12', ['to ended']],
  ['hromada', '2025-02', '2026-01', ['from whole_year']],
  ['hromada', '2025-01', '2025-06', ['from whole_year']],
])('%s, from "%s" to "%s": %s', (level, from, to, expected) => {
  const chosen = chooseDays(level, { from, to }, TODAY);
  const problems = 'problems' in chosen ? chosen.problems : [];
  expect(problems.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
});

test('of a territory, only years that have ended can be chosen', () => {
  expect(yearsOf('country', TODAY)).toEqual([2026, 2025, 2024, 2023, 2022, 2021, 2020]);
  expect(yearsOf('hromada', TODAY)[0]).toBe(2025);
});
