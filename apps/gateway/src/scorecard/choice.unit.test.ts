import { expect, test } from 'vitest';
import { chooseDays, yearsOf } from './choice.ts';

const TODAY = { year: 2026, month: 12, day: 2 };
const days = (firstDay: string, lastDay: string) => ({ firstDay, lastDay });

test('without a choice it is this year; months are chosen as a whole, and the last one may lie in the future', () => {
  expect(chooseDays({ from: '', to: '' }, TODAY)).toEqual(days('', ''));
  expect(chooseDays({ from: '2026-02', to: '2027-01' }, TODAY)).toEqual(days('2026-02-01', '2027-01-31'));
  expect(chooseDays({ from: '2024-02', to: '2024-02' }, TODAY)).toEqual(days('2024-02-01', '2024-02-29'));
  expect(chooseDays({ from: '2025-01', to: '2025-12' }, TODAY)).toEqual(days('2025-01-01', '2025-12-31'));
});

test.each([
  ['2026-01', '', ['to both']],
  ['', '2026-01', ['from both']],
  ['2026-13', 'yesterday', ['from month', 'to month']],
  ['2026-02', '2026-01', ['to order']],
  ['2027-01', '2027-02', ['from future']],
  ['2025-01', '2026-01', ['to length']],
])('from "%s" to "%s": %s', (from, to, expected) => {
  const chosen = chooseDays({ from, to }, TODAY);
  const problems = 'problems' in chosen ? chosen.problems : [];
  expect(problems.map(({ field, rule }) => `${field} ${rule}`)).toEqual(expected);
});

test('years can be chosen from that before the programme on', () => {
  expect(yearsOf(TODAY)).toEqual([2026, 2025, 2024, 2023, 2022, 2021, 2020]);
});
