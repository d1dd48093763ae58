import { expect, test } from 'vitest';
import { isPast, isPlausible } from './time.ts';

const NOW = new Date('2026-11-24T09:00:00Z');

test.each<[time: string, at: number | undefined, isOne: boolean]>([
  ['the first moment of 1991', Date.UTC(1991, 0, 1), true],
  ['the moment before', Date.UTC(1991, 0, 1) - 1, false],
  ['an unset clock', 0, false],
  ['now', NOW.getTime(), true],
  ['a clock that is a minute ahead', NOW.getTime() + 60_000, true],
  ['a clock that is further ahead', NOW.getTime() + 60_001, false],
  ['an invalid time', Number.NaN, false],
  ['no time', undefined, false],
])('%s', (_time, at, isOne) => {
  expect(isPlausible(at === undefined ? undefined : new Date(at), NOW)).toBe(isOne);
});

test.each<[time: string, at: number, isOne: boolean]>([
  ['long before 1991', 0, true],
  ['a clock that is a minute ahead', NOW.getTime() + 60_000, true],
  ['a clock that is further ahead', NOW.getTime() + 60_001, false],
  ['an invalid time', Number.NaN, false],
])('is past: %s', (_time, at, isOne) => {
  expect(isPast(new Date(at), NOW)).toBe(isOne);
});
