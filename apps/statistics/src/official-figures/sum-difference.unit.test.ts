import { expect, test } from 'vitest';
import { DEATHS_2020, figure } from '../../test/figures.ts';
import { differenceOf } from './sum-difference.ts';

const TOTAL = {
  seriesId: 'ministry-deaths-total',
  kind: 'observed',
  periodStart: '2020-01-01',
  periodEnd: '2020-12-31',
  total: 7_814,
};
const without = (indicator: string) => DEATHS_2020.filter((each) => each.series.indicator !== indicator);

test('the published figures of 2020 add up with the remainder', () => {
  expect(differenceOf(DEATHS_2020)).toBeUndefined();
});

test('names the total and the sum when they differ', () => {
  const figures = [...without('deaths_not_itemised'), figure('deaths_not_itemised', 1_330)];
  expect(differenceOf(figures)).toEqual({ ...TOTAL, sum: 7_813, missingParts: [], inexactParts: [] });
});

test('defenders are not part of the total', () => {
  expect(differenceOf([...without('defenders_killed'), figure('defenders_killed', 51)])).toBeUndefined();
});

test('a part that is missing or not exact is named beside the sum of those that are published', () => {
  const parts = { missingParts: ['deaths_not_itemised'], inexactParts: [] };
  expect(differenceOf(without('deaths_not_itemised'))).toEqual({ ...TOTAL, sum: 6_483, ...parts });
  const about = [...without('deaths_road'), figure('deaths_road', 3_600, { qualifier: 'about' })];
  expect(differenceOf(about)).toMatchObject({ sum: 7_860, missingParts: [], inexactParts: ['deaths_road'] });
  const few = DEATHS_2020.filter(({ series: { indicator } }) => ['deaths_total', 'deaths_fire'].includes(indicator));
  expect(differenceOf(few)?.missingParts).toEqual(['deaths_road', 'deaths_water', 'deaths_not_itemised']);
});

test('says nothing of a total that is not published exactly, and of one without parts', () => {
  expect(differenceOf(without('deaths_total'))).toBeUndefined();
  const over = figure('deaths_total', 7_000, { qualifier: 'more_than' });
  expect(differenceOf([...without('deaths_total'), over])).toBeUndefined();
  expect(differenceOf([figure('deaths_total', 7_814), figure('defenders_killed', 50)])).toBeUndefined();
});
