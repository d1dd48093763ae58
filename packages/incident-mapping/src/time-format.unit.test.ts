import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTimes, type ReadTime } from './time-format.ts';

function reader(form: string | string[], zone = 'Europe/Kyiv', ambiguous: 'earlier' | 'later' | 'reject' = 'earlier') {
  const read = compileTimes([form].flat(), { zone, ambiguous });
  if (typeof read !== 'function') throw new Error(read.rule);
  return read;
}

const shown = (read: ReadTime, text: string): string => {
  const time = read(text);
  return time instanceof Date ? time.toISOString() : time.rule;
};

test.each([
  ['MM/dd/yyyy hh:mm:ss a', '07/04/2026 12:00:00 AM', '2026-07-03T21:00:00.000Z'],
  ['MM/dd/yyyy hh:mm:ss a', '07/04/2026 12:00:00 PM', '2026-07-04T09:00:00.000Z'],
  ['M/d/yyyy h:mm a', '7/4/2026 1:05 p.m.', '2026-07-04T10:05:00.000Z'],
  ['dd.MM.yyyy HH:mm', '04.07.2026 18:05', '2026-07-04T15:05:00.000Z'],
  ['dd.MM.yy H:mm', '04.07.26 8:05', '2026-07-04T05:05:00.000Z'],
  ['d MMM yyyy HH:mm', '4 Jul 2026 18:05', '2026-07-04T15:05:00.000Z'],
  ['MMMM d, yyyy h:mm a', 'Sept 4, 2026 6:05 PM', '2026-09-04T15:05:00.000Z'],
  ['EEE, d MMM yyyy HH:mm', 'Fri, 4 Sep 2026 18:05', '2026-09-04T15:05:00.000Z'],
  ["d MMMM yyyy 'р.' HH:mm", '4 вересня 2026 р. 18:05', '2026-09-04T15:05:00.000Z'],
  ['yyyy-MM-dd HH:mm:ss.SSS', '2026-07-04 18:05:07.1234567', '2026-07-04T15:05:07.123Z'],
  ['excel-days', '46207.753472', '2026-07-04T15:05:00.000Z'],
  ['excel-days', '46207 0,753472', '2026-07-04T15:05:00.000Z'],
  ['yyyyMMddHHmmss', '20260704180507', '2026-07-04T15:05:07.000Z'],
  ['yyyy-MM-dd HH:mm:ss.SSS', '2026-07-04 18:05:07.5', '2026-07-04T15:05:07.500Z'],
  ["dd.MM.yyyy 'о' HH:mm", '04.07.2026 о 18:05', '2026-07-04T15:05:00.000Z'],
  ['yyyy-MM-dd HH:mm XXX', '2026-07-04 18:05 -04:00', '2026-07-04T22:05:00.000Z'],
  ['yyyy-MM-dd HH:mmXXX', '2026-07-04 18:05+03', '2026-07-04T15:05:00.000Z'],
  ['yyyy-MM-dd HH:mmXXX', '2026-07-04 18:05+0300', '2026-07-04T15:05:00.000Z'],
  ['dd.MM.yyyy HH:mm', '30.06.2026 24:00', '2026-06-30T21:00:00.000Z'],
  ['d.M.yyyy H:mm:ss', '31.12.2026 24:00:00', '2026-12-31T22:00:00.000Z'],
  ['yyyy-MM-dd', '2026-07-04', '2026-07-03T21:00:00.000Z'],
  ['iso', '2026-07-04T18:05:07', '2026-07-04T15:05:07.000Z'],
  ['iso', '2026-07-04T18:05:07.123456Z', '2026-07-04T18:05:07.123Z'],
  ['iso', '2026-07-04T18:05:07+0200', '2026-07-04T16:05:07.000Z'],
  ['iso', '2026-01-31 18:05:00+02', '2026-01-31T16:05:00.000Z'],
  ['iso', '2026-01-31 18:05:00.123456+00', '2026-01-31T18:05:00.123Z'],
  ['iso', '2026-01-31 24:00', '2026-01-31T22:00:00.000Z'],
  ['epoch-seconds', '1783177507', '2026-07-04T15:05:07.000Z'],
  ['epoch-milliseconds', '1783177507123', '2026-07-04T15:05:07.123Z'],
])('%s reads %s', (form, text, expected) => {
  expect(shown(reader(form), text)).toBe(expected);
});

test('day and month are never guessed', () => {
  expect(shown(reader('dd/MM/yyyy HH:mm'), '02/03/2026 10:00')).toBe('2026-03-02T08:00:00.000Z');
  expect(shown(reader('MM/dd/yyyy HH:mm'), '02/03/2026 10:00')).toBe('2026-02-03T08:00:00.000Z');
});

test.each([
  ['MM/dd/yyyy hh:mm a', '13/01/2026 10:00 AM', 'must be a time of the calendar'],
  ['MM/dd/yyyy hh:mm a', '01/31/2026 13:00 PM', 'must be a time of the calendar'],
  ['dd.MM.yyyy HH:mm', '30.02.2026 10:00', 'must be a time of the calendar'],
  ['dd.MM.yyyy HH:mm', '01.02.2026 24:01', 'must be a time of the calendar'],
  ['iso', '2026-02-01 24:00:01', 'must be a time of the calendar'],
  ['yyyy-MM-dd HH:mmXXX', '2026-02-01 10:00+16', 'must be a time like yyyy-MM-dd HH:mmXXX'],
  ['dd.MM.yyyy hh:mm a', '01.02.2026 24:00 PM', 'must be a time of the calendar'],
  ['dd.MM.yyyy HH:mm', '2026-02-01 10:00', 'must be a time like dd.MM.yyyy HH:mm'],
  ['d MMMM yyyy', '4 Maybe 2026', 'must be a time of the calendar'],
  ['excel-days', '04.07.2026', 'must be a number of days since 30 December 1899, as spreadsheets write dates'],
  ['minutes-after', 'soon', 'must be a number of minutes after the receipt'],
  ['iso', '2026-02-01', 'must be a date and time such as 2026-01-31 18:05:00'],
  ['epoch-seconds', 'yesterday', 'must be a number of seconds since 1970'],
])('%s rejects %s', (form, text, rule) => {
  expect(shown(reader(form), text)).toBe(rule);
});

test('the first of several forms that fits counts', () => {
  const read = reader(['dd.MM.yyyy HH:mm', 'dd.MM.yyyy']);
  expect(shown(read, '04.07.2026')).toBe('2026-07-03T21:00:00.000Z');
  expect(shown(read, 'x')).toBe('must be a time like dd.MM.yyyy HH:mm or a time like dd.MM.yyyy');
});

describe('the days on which the clocks of Kyiv change', () => {
  test('a time that is skipped in March is rejected', () => {
    expect(shown(reader('dd.MM.yyyy HH:mm'), '29.03.2026 02:59')).toBe('2026-03-29T00:59:00.000Z');
    expect(shown(reader('dd.MM.yyyy HH:mm'), '29.03.2026 03:30')).toBe('is skipped by a clock change in Europe/Kyiv');
    expect(shown(reader('dd.MM.yyyy HH:mm'), '29.03.2026 04:00')).toBe('2026-03-29T01:00:00.000Z');
  });

  test('a time that exists twice in October means what the mapping says', () => {
    const read = (ambiguous: 'earlier' | 'later' | 'reject'): string =>
      shown(reader('iso', 'Europe/Kyiv', ambiguous), '2026-10-25 03:30:00');
    expect(read('earlier')).toBe('2026-10-25T00:30:00.000Z');
    expect(read('later')).toBe('2026-10-25T01:30:00.000Z');
    expect(read('reject')).toBe('exists twice, because clocks are set back in Europe/Kyiv');
  });

  test('a step after the receipt is not before it, and the next day is one of the calendar', () => {
    const read = reader('dd.MM.yyyy HH:mm');
    expect(read('25.10.2026 03:10', { notBefore: new Date('2026-10-25T00:30:00Z') })).toEqual(
      new Date('2026-10-25T01:10:00Z'),
    );
    expect(read('24.10.2026 04:30', { daysLater: 1 })).toEqual(new Date('2026-10-25T02:30:00Z'));
  });
});

test.each([
  ['yyyy-MM-dd QQ', 'unknown part “QQ”'],
  ['HH:mm', 'must have year, month and day'],
  ['dd.MM.yyyy hh:mm', 'must have h together with a (AM or PM)'],
  ['dd.MM.yyyy dd', 'has the same part twice'],
])('the form %s is rejected', (form, rule) => {
  const read = compileTimes([form], { zone: 'Europe/Kyiv', ambiguous: 'earlier' });
  expect(typeof read === 'function' ? '' : read.rule).toContain(rule);
});

test('no text takes long or throws', () => {
  const read = reader(['dd.MM.yyyy HH:mm:ss a'.replace(' a', ''), 'M/d/yyyy h:mm a', 'iso', 'epoch-seconds']);
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const time = read(text);
      expect(time instanceof Date ? Number.isNaN(time.getTime()) : time.rule === '').toBe(false);
    }),
  );
});
