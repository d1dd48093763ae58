import { expect, test } from 'vitest';
import type { FigureRequest } from './figure.ts';
import { checkReading } from './size.ts';
import { readingOf, wayOf } from './way.ts';

const REQUEST: FigureRequest = {
  measures: ['incidents'],
  from: '1997-01-01',
  to: '2026-12-31',
  territory: { codes: [] },
  groupBy: ['territory'],
  territoryAsOf: 'event',
  today: '2026-11-30',
};

test('sums of months serve long groups; days serve short ones, details, and what events were known to be', () => {
  expect(wayOf(REQUEST, 'cells')).toBe('rolled');
  expect(wayOf({ ...REQUEST, groupBy: ['week'] }, 'cells')).toBe('daily');
  expect(wayOf({ ...REQUEST, groupBy: ['settlement'] }, 'cells')).toBe('daily');
  expect(wayOf({ ...REQUEST, knownOn: '2026-11-29' }, 'cells')).toBe('rolled');
  expect(wayOf({ ...REQUEST, knownOn: '2026-11-29' }, 'events')).toBe('daily');
});

test('what is read is bounded by places and days that have begun, unless sums serve it', () => {
  expect(readingOf(REQUEST, ['cells', 'events'], 200)).toBeUndefined();
  expect(readingOf({ ...REQUEST, knownOn: '1997-01-10' }, ['events'], 200)).toEqual({ places: 200, days: 10 });
  expect(readingOf({ ...REQUEST, knownOn: '2026-11-29' }, ['officers'], 200)).toBeUndefined();
  const reading = readingOf({ ...REQUEST, groupBy: ['week'] }, ['durations'], 200) ?? expect.fail();
  expect(reading).toEqual({ places: 200, days: 10_926 });
  expect(checkReading(reading).map(({ rule }) => rule)).toEqual([
    expect.stringContaining('at most 2,000,000 days of places, not 2,185,200 (200 places × 10,926 days)'),
  ]);
  expect(checkReading({ places: 200, days: 10_000 })).toEqual([]);
});
