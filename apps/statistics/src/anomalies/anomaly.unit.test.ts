import { addDays } from '@safe-community/domain-kit';
import { MIN_DAYS } from '@safe-community/statistics-math';
import { expect, test } from 'vitest';
import {
  checkSeries,
  dueDays,
  FALSE_ALARMS_PER_YEAR,
  isUnusual,
  limitFor,
  PAST_DAYS,
  pastDays,
  settledDayAt,
} from './anomaly.ts';

const DAY = '2026-11-26';
const SERIES = { territoryCode: 'UA', oblastCode: '', category: 'fire' } as const;

test('all series of a day share the stated rate of false alarms', () => {
  const series = 1_700;
  expect(limitFor(series) * series * 365.25).toBeCloseTo(FALSE_ALARMS_PER_YEAR, 9);
  expect(limitFor(0)).toBe(limitFor(1));
});

test('the last day is compared with the days before it', () => {
  const history = Array.from({ length: 800 }, (_, index) => 3 + (index % 3));
  const usual = checkSeries({ ...SERIES, counts: [...history, 5] }, DAY);
  const unusual = checkSeries({ ...SERIES, counts: [...history, 30] }, DAY);
  expect(unusual).toMatchObject({ ...SERIES, incidents: 30 });
  expect(unusual?.expected).toBeCloseTo(4, 0);
  const limit = limitFor(1_000);
  expect([usual, unusual].map((each) => each !== undefined && isUnusual(each, limit))).toEqual([false, true]);
});

test('each day of the history has its weekday: a usual Thursday is no alarm', () => {
  // Backwards from the checked Thursday.
  const history = Array.from({ length: 798 }, (_, index) => ((798 - index) % 7 === 0 ? 40 : 4 + (index % 3)));
  const checked = checkSeries({ ...SERIES, counts: [...history, 40] }, DAY);
  expect(checked?.expected).toBeGreaterThan(35);
  expect(checked && isUnusual(checked, limitFor(1_000))).toBe(false);
  const friday = checkSeries({ ...SERIES, counts: [...history, 40, 40] }, addDays(DAY, 1));
  expect(friday && isUnusual(friday, limitFor(1_000))).toBe(true);
});

test('the checked day is no part of the history that it is compared with', () => {
  const history = Array.from({ length: 800 }, (_, index) => 3 + (index % 3));
  const [quiet, busy] = [0, 12].map((last) => checkSeries({ ...SERIES, counts: [...history, last] }, DAY));
  expect(quiet?.expected).toBeDefined();
  expect(busy?.expected).toBe(quiet?.expected);
  const tooShort = history.slice(0, MIN_DAYS - 1);
  expect(checkSeries({ ...SERIES, counts: [...tooShort, 5] }, DAY)).toBeUndefined();
  expect(checkSeries({ ...SERIES, counts: [4, ...tooShort, 5] }, DAY)).toBeDefined();
});

test('few incidents are never unusual, however unlikely', () => {
  expect(isUnusual({ ...SERIES, incidents: 4, expected: 0.001, chance: 1e-12 }, 1e-3)).toBe(false);
  expect(isUnusual({ ...SERIES, incidents: 5, expected: 0.001, chance: 1e-12 }, 1e-3)).toBe(true);
  expect(isUnusual({ ...SERIES, incidents: 5, expected: 4, chance: 0.4 }, 1e-3)).toBe(false);
});

test('a short series has no baseline', () => {
  expect(checkSeries({ ...SERIES, counts: [1, 2, 90] }, DAY)).toBeUndefined();
});

test('a series begins with its first incident: that a category was not recorded before is no baseline', () => {
  const month = Array.from({ length: 30 }, () => 40);
  const before = Array.from({ length: 800 }, () => 0);
  expect(checkSeries({ ...SERIES, counts: [...before, ...month] }, DAY)).toBeUndefined();
  const years = Array.from({ length: 800 }, (_, index) => 3 + (index % 3));
  const checked = checkSeries({ ...SERIES, counts: [...before, ...years, 5] }, DAY);
  expect(checked?.expected).toBeCloseTo(4, 0);
});

test('past days are those with two years of history before them, and not too long ago', () => {
  expect(pastDays(DAY, '2010-01-01')).toEqual({ first: addDays(DAY, 1 - PAST_DAYS), last: DAY });
  expect(pastDays(DAY, '2024-11-20')).toEqual({ first: '2026-11-20', last: DAY });
  expect(pastDays(DAY, '2024-11-26')).toEqual({ first: DAY, last: DAY });
  expect(pastDays(DAY, '2024-11-27')).toBeUndefined();
});

test('each settled day is due once, and after a long pause only the last seven', () => {
  expect(dueDays(DAY, undefined)).toEqual([DAY]);
  expect(dueDays(DAY, DAY)).toEqual([]);
  expect(dueDays(DAY, '2026-11-24')).toEqual(['2026-11-25', DAY]);
  expect(dueDays(DAY, '2026-01-01')).toHaveLength(7);
  expect(dueDays(DAY, '2026-12-01')).toEqual([]);
});

test('a day has settled four hours after its end', () => {
  const utcDay = (time: Date) => time.toISOString().slice(0, 10);
  expect(settledDayAt(new Date('2026-11-27T03:59:59Z'), utcDay)).toBe('2026-11-25');
  expect(settledDayAt(new Date('2026-11-27T04:00:00Z'), utcDay)).toBe(DAY);
});
