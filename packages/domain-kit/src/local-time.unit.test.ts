import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localTimes } from './local-time.ts';

const kyiv = localTimes('Europe/Kyiv');

test.each([
  ['2026-01-31 18:05:00', '2026-01-31T16:05:00.000Z'],
  ['2026-07-31T18:05:00', '2026-07-31T15:05:00.000Z'],
  ['2026-07-31 18:05', '2026-07-31T15:05:00.000Z'],
  ['2026-01-31 18:05:00.250', '2026-01-31T16:05:00.250Z'],
  ['2026-01-31T18:05:00Z', '2026-01-31T18:05:00.000Z'],
  ['2026-01-31T18:05:00-05:00', '2026-01-31T23:05:00.000Z'],
  ['2026-01-31 18:05:00+02', '2026-01-31T16:05:00.000Z'],
  ['2026-01-31 18:05:00.123+0530', '2026-01-31T12:35:00.123Z'],
  ['2026-01-31 18:05-03', '2026-01-31T21:05:00.000Z'],
  ['2026-01-31 18:05:00+00', '2026-01-31T18:05:00.000Z'],
  ['2026-01-31 24:00:00', '2026-01-31T22:00:00.000Z'],
  ['2026-02-28 24:00+02', '2026-02-28T22:00:00.000Z'],
  [' 2026-01-31 18:05:00 ', '2026-01-31T16:05:00.000Z'],
  // This hour exists twice: the first one counts.
  ['2026-10-25 03:30:00', '2026-10-25T00:30:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(kyiv(text)?.toISOString()).toBe(expected);
});

test.each([
  '2016-01-04 ',
  '2026-02-30 10:00:00',
  '2026-01-31 24:00:01',
  '2026-01-31 24:01',
  '2026-02-30 24:00',
  '2026-01-31 25:00',
  '2026-01-31 18:60:00',
  '2026-01-31 18:05:00+2',
  '2026-01-31 18:05:00+16',
  '2026-01-31 18:05:00+02:60',
  '2026-01-31 18:05:00 +02',
  '31.01.2026 18:05',
  '',
  // The clock change skips this hour.
  '2026-03-29 03:30:00',
])('“%s” is not a time', (text) => {
  expect(kyiv(text)).toBeUndefined();
});

test('an offset means the same in each of its forms', () => {
  const two = (number: number): string => String(number).padStart(2, '0');
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01Z'), max: new Date('2099-12-31Z'), noInvalidDate: true }),
      fc.integer({ min: -15, max: 15 }),
      fc.integer({ min: 0, max: 59 }),
      (time, hours, minutes) => {
        const sign = hours < 0 ? '-' : '+';
        const offset = (hours * 60 + (hours < 0 ? -minutes : minutes)) * 60_000;
        const hour = `${sign}${two(Math.abs(hours))}`;
        const text = new Date(time.getTime() + offset).toISOString().slice(0, -1);
        for (const form of [`${hour}:${two(minutes)}`, `${hour}${two(minutes)}`, ...(minutes === 0 ? [hour] : [])]) {
          expect(kyiv(`${text}${form}`)).toEqual(time);
        }
      },
    ),
  );
});

test('the time zone is decisive', () => {
  expect(localTimes('America/New_York')('2015-12-10 17:40:00')?.toISOString()).toBe('2015-12-10T22:40:00.000Z');
  expect(() => localTimes('Europe/Atlantis')).toThrow(RangeError);
});
