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
  [' 2026-01-31 18:05:00 ', '2026-01-31T16:05:00.000Z'],
  // This hour exists twice: the first one counts.
  ['2026-10-25 03:30:00', '2026-10-25T00:30:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(kyiv(text)?.toISOString()).toBe(expected);
});

test.each([
  '2016-01-04 ',
  '2026-02-30 10:00:00',
  '2026-01-31 24:00:00',
  '2026-01-31 18:60:00',
  '31.01.2026 18:05',
  '',
  // The clock change skips this hour.
  '2026-03-29 03:30:00',
])('“%s” is not a time', (text) => {
  expect(kyiv(text)).toBeUndefined();
});

test('the time zone is decisive', () => {
  expect(localTimes('America/New_York')('2015-12-10 17:40:00')?.toISOString()).toBe('2015-12-10T22:40:00.000Z');
  expect(() => localTimes('Europe/Atlantis')).toThrow(RangeError);
});
