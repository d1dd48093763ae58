import { expect, test } from 'vitest';
import { fieldsInKyiv, instantsInKyiv, readDay, readTime } from './module.ts';

test.each([
  ['2026-07-01', '2026-07-01'],
  ['1.7.2026', '2026-07-01'],
  ['01/07/2026', '2026-07-01'],
  ['31.6.2026', undefined],
  ['2026-7-1', undefined],
  ['завтра', undefined],
  ['', undefined],
])('the day %j', (text, day) => {
  expect(readDay(text)).toBe(day);
});

test.each([
  ['09:30', '09:30'],
  [' 9.05 ', '09:05'],
  ['23:59:59', '23:59'],
  ['24:00', undefined],
  ['9:60', undefined],
  ['9', undefined],
])('the time %j', (text, time) => {
  expect(readTime(text)).toBe(time);
});

test.each([
  ['2026-01-15', '12:00', ['2026-01-15T10:00:00Z']],
  ['2026-07-15', '12:00', ['2026-07-15T09:00:00Z']],
  ['2026-10-25', '03:30', ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']],
  ['2026-03-29', '03:30', []],
])('on %s at %s it is so often', (day, time, instants) => {
  expect(instantsInKyiv(day, time)).toEqual(instants.map((each) => new Date(each)));
  for (const each of instants) expect(fieldsInKyiv(new Date(each))).toEqual({ day, time });
});
