import { accepted } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { DEATHS_2020, figure } from '../../test/figures.ts';
import { checkImport, decideImport } from './figure-import.ts';

test('accepts the published figures of 2020, which add up with the remainder', () => {
  expect(checkImport([], DEATHS_2020)).toEqual([]);
});

test('rejects parts that do not add up to the published total, with rule and numbers', () => {
  const batch = [figure('defenders_killed', 50), ...DEATHS_2020.map(withRest(1_330)).slice(0, 5)];
  expect(checkImport([], batch)).toEqual([
    {
      field: 'figures[1].value',
      rule: 'must add up for 2020-01-01 to 2020-12-31: road 3554 + fire 1728 + water 1201 + not itemised 1330 = 7813, but the published total is 7814',
    },
  ]);
});

test('known figures are part of the sum', () => {
  const known = DEATHS_2020.filter(({ indicator }) => indicator !== 'deaths_total');
  expect(checkImport(known, [figure('deaths_total', 7_814)])).toEqual([]);
  expect(checkImport(known, [figure('deaths_total', 7_815)])).toHaveLength(1);
});

test('a revision of a part must keep the sum, for example by revising another part as well', () => {
  expect(checkImport(DEATHS_2020, [figure('deaths_road', 3_555)])).toMatchObject([{ field: 'figures[0].value' }]);
  expect(checkImport(DEATHS_2020, [figure('deaths_road', 3_555), figure('deaths_not_itemised', 1_330)])).toEqual([]);
});

test('defenders are not part of the total', () => {
  expect(checkImport(DEATHS_2020, [figure('defenders_killed', 51)])).toEqual([]);
});

test('does not check a total that lacks a part of the same period and kind, or that has an inexact part', () => {
  const withoutRest = DEATHS_2020.filter(({ indicator }) => indicator !== 'deaths_not_itemised');
  const rest = figure('deaths_not_itemised', 1);
  expect(checkImport([], withoutRest)).toEqual([]);
  expect(checkImport(withoutRest, [{ ...rest, periodStart: '2021-01-01', periodEnd: '2021-12-31' }])).toEqual([]);
  expect(checkImport(withoutRest, [{ ...rest, kind: 'target' }])).toEqual([]);
  expect(checkImport(withoutRest, [{ ...rest, qualifier: 'more_than' }])).toEqual([]);
  expect(checkImport(withoutRest, [rest])).toHaveLength(1);
});

test('rejects a figure that is stated twice in one request', () => {
  const batch = [figure('hromadas', 1_469), figure('deaths_fire', 1), figure('hromadas', 1_470)];
  expect(checkImport([], batch)).toEqual([
    { field: 'figures[2]', rule: 'must not state again what figures[0] states' },
  ]);
});

test('distinguishes new, revised and unchanged figures', () => {
  const known = [figure('deaths_road', 3_554), figure('deaths_fire', 1_728)];
  const incoming = [figure('deaths_road', 3_554), figure('deaths_fire', 1_729), figure('deaths_water', 1_201)];
  expect(accepted(decideImport(known, incoming))).toEqual({
    added: [incoming[2]],
    revised: [incoming[1]],
    unchanged: 1,
  });
});

function withRest(value: number) {
  return (each: (typeof DEATHS_2020)[number]) => (each.indicator === 'deaths_not_itemised' ? { ...each, value } : each);
}
