import { expect, test } from 'vitest';
import { figure, onDay, seriesOf } from '../../test/figures.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import { countOfYear, countWithin, lastStateBy, targetFor, yearsOfSeries } from './official-at.ts';

const OFFICERS = [
  onDay('2019-05-29', 'community_officers', 34),
  onDay('2021-11-04', 'community_officers', 632),
  onDay('2022-12-31', 'community_officers', 2_000, { kind: 'target' }),
  onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' }),
];

test.each([
  ['2018-12-31', undefined],
  ['2020-12-31', 34],
  ['2021-11-03', 34],
  ['2021-11-04', 632],
  ['2026-12-31', 632],
])('the published state by %s is %s, never a later one', (day, value) => {
  expect(lastStateBy(day, 'ministry-community-officers', OFFICERS)?.value).toBe(value);
  expect(lastStateBy(day, 'government-hromadas', OFFICERS)).toBeUndefined();
});

test.each([
  ['2020-06-30', 1_000],
  ['2021-12-31', 1_000],
  ['2022-01-01', 2_000],
  ['2026-12-31', 2_000],
])('until %s the goal is %i', (lastDay, value) => {
  expect(targetFor(lastDay, 'ministry-community-officers', OFFICERS)?.value).toBe(value);
  expect(targetFor(lastDay, 'ministry-trust', OFFICERS)).toBeUndefined();
});

const FIRES = [
  figure('deaths_fire', 265, { periodEnd: '2020-02-10' }),
  figure('deaths_fire', 1_728),
  figure('deaths_fire', 953, { periodEnd: '2020-08-15' }),
  figure('deaths_fire', 1_500, { kind: 'target' }),
];

test('a count is of the longest period within the one asked for, never of a longer one', () => {
  const within = (from: string, to: string) => countWithin({ from, to }, 'ministry-deaths-fire', FIRES)?.value;
  expect(within('2020-01-01', '2020-12-31')).toBe(1_728);
  expect(within('2020-01-01', '2020-10-31')).toBe(953);
  expect(within('2020-03-01', '2020-03-31')).toBeUndefined();
  expect(within('2020-01-02', '2020-12-31')).toBeUndefined();
});

test('a count of the year is of the whole year', () => {
  expect(countOfYear('2020-07-01', 'ministry-deaths-fire', FIRES)?.value).toBe(1_728);
  expect(countOfYear('2021-07-01', 'ministry-deaths-fire', FIRES)).toBeUndefined();
});

const POLICE = seriesOf('deaths_road', { id: 'police-deaths-road', publisherUk: 'Патрульна поліція України' });
const of = (year: number, value: number, more: Partial<OfficialFigure> = {}) =>
  figure('deaths_road', value, {
    series: POLICE,
    periodStart: `${year}-01-01`,
    periodEnd: `${year}-12-31`,
    ...more,
  });
const ROADS = [
  of(2020, 3_554, { series: seriesOf('deaths_road') }),
  of(2020, 3_541),
  of(2021, 3_238),
  of(2022, 2_791),
  of(2023, 2_492, { periodEnd: '2023-10-31' }),
  of(2024, 3_000, { qualifier: 'about' }),
  of(2025, 3_200, { series: seriesOf('deaths_road') }),
];

test('years are compared within one series, and only whole years that are over and exact', () => {
  const pair = (until: string, figures = ROADS) => {
    const found = yearsOfSeries(POLICE.id, { baseYear: '2020-01-01', until }, figures);
    return found && [found.now.value, found.base.value];
  };
  expect(pair('2026-12-31')).toEqual([2_791, 3_541]);
  expect(pair('2022-12-30')).toEqual([3_238, 3_541]);
  expect(pair('2021-06-30')).toBeUndefined();
  expect(pair('2026-12-31', [...ROADS.slice(0, 1), ...ROADS.slice(2)])).toBeUndefined();
});
