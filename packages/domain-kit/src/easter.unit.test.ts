import { expect, test } from 'vitest';
import { easterOf } from './easter.ts';

test.each([
  [2000, '2000-04-30'],
  [2010, '2010-04-04'],
  [2013, '2013-05-05'],
  [2016, '2016-05-01'],
  [2019, '2019-04-28'],
  [2021, '2021-05-02'],
  [2024, '2024-05-05'],
  [2025, '2025-04-20'],
  [2026, '2026-04-12'],
  [2100, '2100-05-02'],
])('Orthodox Easter of %i is on %s', (year, day) => {
  expect(easterOf(year)).toBe(day);
});

test('Easter is a Sunday from 4 April to 10 May in each year of the rules', () => {
  for (let year = 2000; year <= 2100; year += 1) {
    const day = easterOf(year);
    expect(new Date(`${day}T00:00:00Z`).getUTCDay()).toBe(0);
    expect(day.slice(5) >= '04-04' && day.slice(5) <= '05-10').toBe(true);
  }
});
