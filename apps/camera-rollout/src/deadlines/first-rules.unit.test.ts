import { isWorkingDay, type Calendar } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { deadlinesBy, type RequestKind, type Track } from './deadline.ts';
import { FIRST_CALENDAR, FIRST_HOLIDAYS, FIRST_TERMS } from './first-rules.ts';

// Both sides of every date of change in what is delivered. All days are weekdays.

/** Without the rule of martial law, which hides all later changes of holidays. */
const PEACE: Calendar = { ...FIRST_CALENDAR, rules: [] };

const FOREVER = ['01-01', '03-08', '05-01', '06-28', '08-24'];

test('every holiday that begins or ends is in the tables below', () => {
  const changing = FIRST_HOLIDAYS.filter(({ monthDay }) => !FOREVER.includes(monthDay));
  expect(changing.map(({ monthDay, validFrom, validTo = '' }) => [monthDay, validFrom, validTo])).toEqual([
    ['01-07', '2000-01-01', '2023-08-31'],
    ['05-08', '2024-01-01', ''],
    ['05-09', '2000-01-01', '2023-12-31'],
    ['07-15', '2024-01-01', ''],
    ['10-01', '2023-09-01', ''],
    ['10-14', '2015-01-01', '2023-08-31'],
    ['12-25', '2017-11-01', ''],
  ]);
});

test.each([
  ['01-07', '2022-01-07', false, '2025-01-07', true],
  ['05-08', '2023-05-08', true, '2024-05-08', false],
  ['05-09', '2023-05-09', false, '2024-05-09', true],
  ['07-15', '2022-07-15', true, '2024-07-15', false],
  ['10-01', '2021-10-01', true, '2024-10-01', false],
  ['10-14', '2014-10-14', true, '2015-10-14', false],
  ['10-14', '2022-10-14', false, '2024-10-14', true],
  ['12-25', '2015-12-25', true, '2017-12-25', false],
])('in peace, %s: on %s a working day: %s; on %s: %s', (_monthDay, before, worksBefore, after, worksAfter) => {
  expect([isWorkingDay(PEACE, before), isWorkingDay(PEACE, after)]).toEqual([worksBefore, worksAfter]);
});

test.each(FOREVER)('in peace, %s is a day off in every year', (monthDay) => {
  const weekdays = ['2013', '2016', '2019', '2021', '2024', '2026']
    .map((year) => `${year}-${monthDay}`)
    .filter((day) => isWorkingDay({ holidays: [], rules: [] }, day));
  expect(weekdays.length).toBeGreaterThan(2);
  expect(weekdays.filter((day) => isWorkingDay(PEACE, day))).toEqual([]);
});

/** The delivered validity of a holiday, moved to a day of the year so that its first or last day can be seen. */
function moved(from: string, monthDay: string): Calendar {
  return {
    holidays: FIRST_HOLIDAYS.filter((each) => each.monthDay === from).map((each) => ({ ...each, monthDay })),
    rules: [],
  };
}

test.each([
  ['01-07', '2023-08-31', false, '2023-09-01', true],
  ['10-14', '2023-08-31', false, '2023-09-01', true],
  ['10-01', '2023-08-31', true, '2023-09-01', false],
  ['05-09', '2023-12-29', false, '2024-01-01', true],
  ['05-08', '2023-12-29', true, '2024-01-01', false],
  ['07-15', '2023-12-29', true, '2024-01-01', false],
  ['10-14', '2014-12-31', true, '2015-01-01', false],
  ['12-25', '2017-10-31', true, '2017-11-01', false],
])(
  'the validity of %s changes between %s (works: %s) and %s (works: %s)',
  (holiday, before, worksBefore, after, works) => {
    const on = (day: string) => isWorkingDay(moved(holiday, day.slice(5)), day);
    expect([on(before), on(after)]).toEqual([worksBefore, works]);
  },
);

test('public holidays are working days from 24.03.2022 on', () => {
  const days = ['2022-03-23', '2022-03-24'];
  const holidays = days.map((day) => ({ monthDay: day.slice(5), validFrom: '2000-01-01' }));
  const calendar = { ...FIRST_CALENDAR, holidays };
  expect(days.map((day) => isWorkingDay(calendar, day))).toEqual([false, true]);
  const real = ['2021-08-24', '2022-03-08', '2022-05-09', '2022-08-24', '2026-08-24'];
  expect(real.map((day) => isWorkingDay(FIRST_CALENDAR, day))).toEqual([false, false, true, true, true]);
});

/** The days off from Monday to Friday in a year. */
function daysOff(year: number): string[] {
  return Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10))
    .filter((day) => day.startsWith(`${year}`) && isWorkingDay({ holidays: [], rules: [] }, day))
    .filter((day) => !isWorkingDay(FIRST_CALENDAR, day));
}

test('days off move from weekends before martial law, also from Easter and Trinity, and not under it', () => {
  // Counted by hand: Easter on 28 April, Trinity on 16 June, 24 August a Saturday.
  expect(daysOff(2019)).toEqual(
    ['01-01', '01-07', '03-08', '04-29', '05-01', '05-09', '06-17', '06-28', '08-26', '10-14', '12-25'].map(
      (day) => `2019-${day}`,
    ),
  );
  // 1 May a Saturday and Easter on 2 May, 9 May a Sunday, Trinity on 20 June, 25 December a Saturday.
  expect(daysOff(2021)).toEqual(
    ['01-01', '01-07', '03-08', '05-03', '05-04', '05-10', '06-21', '06-28', '08-24', '10-14', '12-27'].map(
      (day) => `2021-${day}`,
    ),
  );
  expect(daysOff(2022)).toEqual(['2022-01-03', '2022-01-07', '2022-03-08']);
  expect(daysOff(2026)).toEqual([]);
});

const DEADLINES = deadlinesBy(FIRST_TERMS, FIRST_CALENDAR);
const due = (kind: RequestKind, track: Track, at: string) =>
  DEADLINES.ofRequest(kind, track, new Date(at))?.dueAt.toISOString();

test.each<[string, string]>([
  // Received on a Friday or before a holiday; five working days.
  ['2021-08-20T09:00:00Z', '2021-08-30T20:59:59.999Z'],
  // Friday, 30 April: 3 and 4 May are off for Saturday and Easter Sunday, 10 May for the 9th.
  ['2021-04-30T09:00:00Z', '2021-05-12T20:59:59.999Z'],
  ['2019-08-23T09:00:00Z', '2019-09-02T20:59:59.999Z'],
  ['2022-08-19T09:00:00Z', '2022-08-26T20:59:59.999Z'],
  ['2022-03-07T09:00:00Z', '2022-03-15T21:59:59.999Z'],
  ['2022-05-06T09:00:00Z', '2022-05-13T20:59:59.999Z'],
  ['2023-08-31T09:00:00Z', '2023-09-07T20:59:59.999Z'],
  ['2023-12-29T09:00:00Z', '2024-01-05T21:59:59.999Z'],
])('a request for information of %s is due on %s', (receivedAt, dueAt) => {
  expect(due('information', 'usual', receivedAt)).toBe(dueAt);
});

test('every delivered term is in the table of first days', () => {
  expect(FIRST_TERMS.map(({ kind, track, validFrom }) => `${kind} ${track} ${validFrom}`)).toEqual(
    FIRST_DAYS.map(([kind, track, , validFrom]) => `${kind} ${track} ${validFrom}`),
  );
});

const FIRST_DAYS: [RequestKind, Track, string, string, string][] = [
  ['information', 'usual', '2011-05-08', '2011-05-09', '2011-05-16T20:59:59.999Z'],
  ['information', 'urgent', '2011-05-08', '2011-05-09', '2011-05-11T09:00:00.000Z'],
  ['complaint', 'usual', '1999-12-31', '2000-01-01', '2000-02-01T21:59:59.999Z'],
  ['complaint', 'simple', '1999-12-31', '2000-01-01', '2000-01-16T21:59:59.999Z'],
  ['attorney', 'usual', '2012-08-14', '2012-08-15', '2012-08-22T20:59:59.999Z'],
  ['own_data', 'usual', '2010-12-31', '2011-01-01', '2011-01-31T21:59:59.999Z'],
  ['third_party_data', 'usual', '2010-12-31', '2011-01-01', '2011-01-31T21:59:59.999Z'],
  ['data_change', 'usual', '2010-12-31', '2011-01-01', '2011-01-11T21:59:59.999Z'],
];

test.each(FIRST_DAYS)('a term for %s, %s: none on %s, from %s on due on %s', (kind, track, before, first, dueAt) => {
  expect(due(kind, track, `${before}T09:00:00Z`)).toBeUndefined();
  expect(due(kind, track, `${first}T09:00:00Z`)).toBe(dueAt);
});
