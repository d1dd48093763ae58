import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWorkingDay, workingDaysAfter, type Calendar } from './working-days.ts';

const HOLIDAYS = [
  { monthDay: '08-24', validFrom: '2000-01-01' },
  { monthDay: '05-09', validFrom: '2000-01-01', validTo: '2023-12-31' },
];
const PEACE: Calendar = {
  holidays: HOLIDAYS,
  rules: [{ validFrom: '2000-01-01', holidaysAreWorkingDays: false, movesDaysOff: false }],
};
const WAR: Calendar = {
  holidays: HOLIDAYS,
  rules: [{ validFrom: '2022-03-24', holidaysAreWorkingDays: true, movesDaysOff: false }, ...PEACE.rules],
};

/** As in peace from 2018 on, with the movable holidays. */
const MOVING: Calendar = {
  holidays: ['01-01', '05-01', '05-09', '08-24', '12-25', 'easter', 'trinity'].map((monthDay) => ({
    monthDay,
    validFrom: '2018-01-01',
  })),
  rules: [{ validFrom: '2018-01-01', holidaysAreWorkingDays: false, movesDaysOff: true }],
};

/** The days off from Monday to Friday in a year. */
function daysOff(calendar: Calendar, year: number): string[] {
  return Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(year, 0, 1 + index)))
    .filter((date) => date.getUTCFullYear() === year && ![0, 6].includes(date.getUTCDay()))
    .map((date) => date.toISOString().slice(0, 10))
    .filter((day) => !isWorkingDay(calendar, day));
}

test('a holiday on a weekend moves the day off to the next working day, each to one of its own', () => {
  // 1 May was a Saturday and Easter the Sunday after it; 9 May a Sunday, 20 June Trinity, 25 December a Saturday.
  expect(daysOff(MOVING, 2021)).toEqual([
    '2021-01-01',
    '2021-05-03',
    '2021-05-04',
    '2021-05-10',
    '2021-06-21',
    '2021-08-24',
    '2021-12-27',
  ]);
  // Easter was on 28 April, Trinity on 16 June, 24 August a Saturday.
  expect(daysOff(MOVING, 2019)).toEqual([
    '2019-01-01',
    '2019-04-29',
    '2019-05-01',
    '2019-05-09',
    '2019-06-17',
    '2019-08-26',
    '2019-12-25',
  ]);
});

test('two holidays on one Sunday are one day off, and a holiday on the Monday is not free for it', () => {
  const holidays = ['easter', '05-01', '05-02'].map((monthDay) => ({ monthDay, validFrom: '2000-01-01' }));
  const rules = [{ validFrom: '2000-01-01', holidaysAreWorkingDays: false, movesDaysOff: true }];
  // Easter was on 1 May 2016.
  expect(daysOff({ holidays, rules }, 2016)).toEqual(['2016-05-02', '2016-05-03']);
});

test('nothing moves before the rule, or to a day on which it no longer holds', () => {
  expect(daysOff({ ...MOVING, rules: [] }, 2021)).toEqual(['2021-01-01', '2021-08-24']);
  const war = { validFrom: '2021-05-03', holidaysAreWorkingDays: true, movesDaysOff: false };
  expect(daysOff({ ...MOVING, rules: [...MOVING.rules, war] }, 2021)).toEqual(['2021-01-01']);
  const peace = { validFrom: '2021-05-09', holidaysAreWorkingDays: false, movesDaysOff: true };
  expect(daysOff({ ...MOVING, rules: [...MOVING.rules, war, peace] }, 2021)).toEqual([
    '2021-01-01',
    '2021-05-10',
    '2021-06-21',
    '2021-08-24',
    '2021-12-27',
  ]);
});

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
    fc.property(days, fc.integer({ min: 1, max: 40 }), fc.constantFrom(PEACE, WAR, MOVING), (day, count, calendar) => {
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
