import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWorkingDay, workingDaysAfter, type Calendar } from './working-days.ts';

const HOLIDAYS = [
  { monthDay: '08-24', validFrom: '2000-01-01' },
  { monthDay: '05-09', validFrom: '2000-01-01', validTo: '2023-12-31' },
];
const PEACE: Calendar = { holidays: HOLIDAYS, rules: [{ validFrom: '2000-01-01', holidaysAreWorkingDays: false }] };
const WAR: Calendar = {
  holidays: HOLIDAYS,
  rules: [{ validFrom: '2022-03-24', holidaysAreWorkingDays: true }, ...PEACE.rules],
};

test('a weekday is a working day, a weekend is not', () => {
  expect(['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'].map((day) => isWorkingDay(WAR, day))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('a public holiday is a working day under martial law only', () => {
  expect(isWorkingDay(WAR, '2026-08-24')).toBe(true);
  expect(isWorkingDay(PEACE, '2026-08-24')).toBe(false);
  expect(isWorkingDay(WAR, '2021-08-24')).toBe(false);
  const days = ['2022-03-23', '2022-03-24'];
  const holidays = days.map((day) => ({ monthDay: day.slice(5), validFrom: '2000-01-01' }));
  expect(days.map((day) => isWorkingDay({ ...WAR, holidays }, day))).toEqual([false, true]);
});

test('a holiday holds within its dates', () => {
  expect(isWorkingDay(PEACE, '2023-05-09')).toBe(false);
  expect(isWorkingDay(PEACE, '2024-05-09')).toBe(true);
  const later = { ...PEACE, holidays: [{ monthDay: '05-09', validFrom: '2024-01-01' }] };
  expect(isWorkingDay(later, '2023-05-09')).toBe(true);
});

test('without any rule holidays are days off', () => {
  expect(isWorkingDay({ holidays: HOLIDAYS, rules: [] }, '2026-08-24')).toBe(false);
});

test('five working days after a Friday end on the next Friday, or on Monday if a holiday lies between', () => {
  expect(workingDaysAfter(WAR, '2026-08-21', 5)).toBe('2026-08-28');
  expect(workingDaysAfter(PEACE, '2026-08-21', 5)).toBe('2026-08-31');
  expect(workingDaysAfter(PEACE, '2026-08-22', 1)).toBe('2026-08-25');
  expect(workingDaysAfter(WAR, '2026-08-21', 0)).toBe('2026-08-21');
});

test('the last day is a working day, and exactly as many lie after the first', () => {
  const days = fc
    .integer({ min: 0, max: 3_000 })
    .map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 40 }), fc.constantFrom(PEACE, WAR), (day, count, calendar) => {
      const last = workingDaysAfter(calendar, day, count);
      let counted = 0;
      for (let at = Date.parse(day) + 86_400_000; at <= Date.parse(last); at += 86_400_000) {
        if (isWorkingDay(calendar, new Date(at).toISOString().slice(0, 10))) counted += 1;
      }
      expect(isWorkingDay(calendar, last)).toBe(true);
      expect(counted).toBe(count);
    }),
  );
});
