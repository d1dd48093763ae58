import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  checkDay,
  checkKnownOn,
  checkOptionalDay,
  checkPastDays,
  dayOf,
  firstMomentOf,
  kyivDay,
  lastMomentOf,
  partsOf,
} from './day.ts';

test.each([
  [2020, 2, 29, '2020-02-29'],
  [2000, 2, 29, '2000-02-29'],
  [2100, 12, 31, '2100-12-31'],
  [2021, 2, 29, undefined],
  [2100, 2, 29, undefined],
  [2021, 4, 31, undefined],
  [2021, 0, 1, undefined],
  [2021, 13, 1, undefined],
  [2021, 1, 0, undefined],
  [1999, 12, 31, undefined],
  [2101, 1, 1, undefined],
  [0, 0, 0, undefined],
  [4_294_967_295, 4_294_967_295, 4_294_967_295, undefined],
])('%i-%i-%i is %s', (year, month, day, expected) => {
  expect(dayOf(year, month, day)).toBe(expected);
});

test.each([
  ['', []],
  ['2026-06-10', []],
  ['2026-06-11', ['must not be in the future']],
  ['yesterday', ['must be a day from 2000 to 2100, as "2021-12-31"']],
])('figures are known as of a past day, or now: "%s"', (day, rules) => {
  expect(checkKnownOn(day, 'known_on', '2026-06-10')).toEqual(rules.map((rule) => ({ field: 'known_on', rule })));
});

test('a day keeps its parts', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, (time) => {
      const text = time.toISOString().slice(0, 10);
      const { year, month, day } = partsOf(text);
      expect(dayOf(year, month, day)).toBe(text);
    }),
  );
});

test.each([
  ['2021-12-31T21:59:59Z', '2021-12-31', 'winter: two hours before UTC'],
  ['2021-12-31T22:00:00Z', '2022-01-01', 'winter: the new year begins at 22:00 UTC'],
  ['2021-07-01T20:59:59Z', '2021-07-01', 'summer: three hours before UTC'],
  ['2021-07-01T21:00:00Z', '2021-07-02', 'summer: the day begins at 21:00 UTC'],
  ['2021-10-30T21:00:00Z', '2021-10-31', 'the day on which summer time ends has 25 hours'],
  ['2021-10-31T21:59:59Z', '2021-10-31', 'and ends in winter time'],
])('%s is %s in Kyiv (%s)', (time, day) => {
  expect(kyivDay(new Date(time))).toBe(day);
});

test('the day in Kyiv matches the calendar, in any order of queries', () => {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' });
  const time = fc.date({ min: new Date('2025-10-20'), max: new Date('2025-11-02'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(time, { minLength: 20 }), (times) => {
      expect(times.map(kyivDay)).toEqual(times.map((one) => calendar.format(one)));
    }),
  );
});

test.each(['2021-12-31', '2024-02-29', '2000-01-01'])('accepts the day %s', (day) => {
  expect(checkDay(day, 'due_on')).toEqual([]);
});

test.each(['', '2021-02-29', '31.12.2021', '2021-1-1', '1999-12-31', '2101-01-01', '2021-12-31T00:00:00Z', 'day'])(
  'rejects %j as a day, by its field and without the value',
  (text) => {
    expect(checkDay(text, 'due_on')).toEqual([
      { field: 'due_on', rule: 'must be a day from 2000 to 2100, as "2021-12-31"' },
    ]);
  },
);

test('an optional day may be empty, and nothing else that is no day', () => {
  expect(checkOptionalDay('', 'due_on')).toEqual([]);
  expect(checkOptionalDay('2021-13-01', 'due_on')).toHaveLength(1);
});

test.each([
  ['2024-02-28', 1, '2024-02-29'],
  ['2021-12-31', 1, '2022-01-01'],
  ['2021-03-28', -28, '2021-02-28'],
  ['2021-03-28', 0, '2021-03-28'],
])('%s and %i days is %s', (day, days, expected) => {
  expect(addDays(day, days)).toBe(expected);
});

test('a day in Kyiv ends at 21:00 UTC in summer and at 22:00 in winter, also on the days of the change', () => {
  const ends = ['2026-07-01', '2026-12-01', '2026-03-29', '2026-10-25', '2026-03-28', '2026-10-24'].map((day) =>
    lastMomentOf(day).toISOString(),
  );
  expect(ends).toEqual([
    '2026-07-01T20:59:59.999Z',
    '2026-12-01T21:59:59.999Z',
    '2026-03-29T20:59:59.999Z',
    '2026-10-25T21:59:59.999Z',
    '2026-03-28T21:59:59.999Z',
    '2026-10-24T20:59:59.999Z',
  ]);
  expect(firstMomentOf('2026-07-02').toISOString()).toBe('2026-07-01T21:00:00.000Z');
  expect(firstMomentOf('2026-12-02').toISOString()).toBe('2026-12-01T22:00:00.000Z');
});

test.each([
  ['2026-06-01', '2026-06-10', []],
  ['2026-06-10', '2026-06-10', []],
  ['', '', ['first_day', 'last_day']],
  ['2026-06-05', '2026-06-11', ['last_day']],
  ['2026-06-10', '2026-06-09', ['last_day']],
  ['2026-06-01', '2026-06-07', []],
  ['2026-05-31', '2026-06-10', ['last_day']],
])('a period of at most 10 past days from %s to %s breaks the rules of %j', (firstDay, lastDay, fields) => {
  expect(checkPastDays(firstDay, lastDay, '2026-06-10', 10).map(({ field }) => field)).toEqual(fields);
});
