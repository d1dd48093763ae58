import { expect, test } from 'vitest';
import { DEATHS_2020, figure } from '../../test/figures.ts';
import { differenceOf } from './sum-difference.ts';

const TOTAL = { kind: 'observed', periodStart: '2020-01-01', periodEnd: '2020-12-31', total: 7_814 };
const without = (indicator: string) => DEATHS_2020.filter((each) => each.indicator !== indicator);

test('the published figures of 2020 add up with the remainder', () => {
  expect(differenceOf(DEATHS_2020)).toBeUndefined();
});

test('names the total and the sum when they differ', () => {
  const figures = [...without('deaths_not_itemised'), figure('deaths_not_itemised', 1_330)];
  expect(differenceOf(figures)).toEqual({ ...TOTAL, sum: 7_813 });
});

test('defenders are not part of the total', () => {
  expect(differenceOf([...without('defenders_killed'), figure('defenders_killed', 51)])).toBeUndefined();
});

test.each(['deaths_total', 'deaths_road', 'deaths_not_itemised'] as const)(
  'says nothing without an exact %s',
  (indicator) => {
    expect(differenceOf(without(indicator))).toBeUndefined();
    const about = figure(indicator, 1, { qualifier: 'about' });
    expect(differenceOf([...without(indicator), about])).toBeUndefined();
    expect(differenceOf([...without(indicator), figure(indicator, 1)])).toBeDefined();
  },
);
