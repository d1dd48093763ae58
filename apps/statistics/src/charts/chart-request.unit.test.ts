import { expect, test } from 'vitest';
import { findMeasure, type Measure } from '../figures/module.ts';
import { checkCharted, checkFirsts, checkLook, type ChartedSelection } from './chart-request.ts';

const measure = (name: string): Measure => findMeasure(name) ?? expect.fail(`${name} is no measure`);
const SELECTION: ChartedSelection = {
  measures: [measure('incidents')],
  groupBy: ['territory'],
  level: 'oblast',
  points: 27,
};

test('accepts what can be drawn', () => {
  expect(checkCharted('map', SELECTION)).toEqual([]);
  expect(checkCharted('bars', SELECTION)).toEqual([]);
  expect(checkCharted('bars', { ...SELECTION, groupBy: ['category'], level: undefined, points: 11 })).toEqual([]);
  expect(checkCharted('time_series', { ...SELECTION, groupBy: ['month'], level: undefined, points: 400 })).toEqual([]);
});

test.each<[Parameters<typeof checkCharted>[0], Partial<ChartedSelection>, string, string]>([
  ['bars', { measures: [measure('incidents'), measure('killed')] }, 'selection.measures', 'must be one measure'],
  ['bars', { groupBy: [] }, 'selection.group_by', 'must be one of territory, category'],
  ['bars', { groupBy: ['territory', 'category'] }, 'selection.group_by', 'must be one of territory, category'],
  ['bars', { points: 151 }, 'selection.group_by', 'must lead to at most 150 bars, not 151'],
  ['time_series', { groupBy: ['territory'] }, 'selection.group_by', 'day, week, month, quarter, year'],
  ['time_series', { groupBy: ['day'], points: 401 }, 'selection.group_by', 'must lead to at most 400 points, not 401'],
  ['rates', { points: 151 }, 'selection.group_by', 'must lead to at most 150 rates, not 151'],
  ['funnel', { groupBy: ['category'] }, 'selection.group_by', 'must be one of territory'],
  ['map', { groupBy: ['category'] }, 'selection.group_by', 'must be one of territory'],
  ['map', { level: undefined }, 'selection.level', 'OBLAST, RAION or HROMADA'],
  ['map', { level: 'country' }, 'selection.level', 'OBLAST, RAION or HROMADA'],
])('rejects %s of %o', (kind, change, field, rule) => {
  const violations = checkCharted(kind, { ...SELECTION, ...change });
  expect(violations.map((violation) => violation.field)).toEqual([field]);
  expect(violations[0]?.rule).toContain(rule);
});

test('a drawing is 320 to 2,000 pixels wide, a terminal 40 to 160 columns', () => {
  expect([checkLook(0, 0), checkLook(320, 40), checkLook(2_000, 160)].flat()).toEqual([]);
  expect(checkLook(319, 39).map(({ field }) => field)).toEqual(['width', 'columns']);
  expect(checkLook(2_001, 161).map(({ field }) => field)).toEqual(['width', 'columns']);
  expect(checkLook(800, 0, 319).map(({ field }) => field)).toEqual(['narrow_width']);
});

test('what was first published is drawn of at most 60 months, quarters, or years as known now', () => {
  const now = { knownOn: undefined, parts: 60 };
  for (const period of ['month', 'quarter', 'year'] as const)
    expect(checkFirsts('time_series', period, now)).toEqual([]);
  const refused = [
    checkFirsts('bars', 'month', now),
    checkFirsts('time_series', 'week', now),
    checkFirsts('time_series', undefined, now),
    checkFirsts('time_series', 'month', { ...now, knownOn: '2026-01-01' }),
    checkFirsts('time_series', 'month', { ...now, parts: 61 }),
  ];
  expect(refused.map(([violation]) => violation?.field)).toEqual(Array(5).fill('first_published'));
});
