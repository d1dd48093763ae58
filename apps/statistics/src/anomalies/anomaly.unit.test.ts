import { addDays } from '@safe-community/domain-kit';
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
const SERIES = { territoryCode: 'UA', oblastCode: '', category: 'fire', demonstration: false } as const;

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
