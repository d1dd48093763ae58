import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, kyivDay, partsOf } from './day.ts';

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
