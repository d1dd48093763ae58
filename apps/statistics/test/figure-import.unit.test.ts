import { expect, test } from 'vitest';
import { checkImport, planImport } from '../src/domain/figure-import.ts';
import { DEATHS_2020, figure } from './figures.ts';

test('the published figures of 2020 add up with their not itemised rest', () => {
  expect(checkImport([], DEATHS_2020)).toEqual([]);
});

test('parts that do not add up to the published total are refused with rule and numbers', () => {
  const batch = [figure('defenders_killed', 50), ...DEATHS_2020.map(withRest(1_330)).slice(0, 5)];
  expect(checkImport([], batch)).toEqual([
    {
      field: 'figures[1].value',
      rule: 'must add up for 2020-01-01 to 2020-12-31: road 3554 + fire 1728 + water 1201 + not itemised 1330 = 7813, but the published total is 7814',
    },
  ]);
});

test('what is known already takes part in the sum', () => {
  const known = DEATHS_2020.filter(({ indicator }) => indicator !== 'deaths_total');
  expect(checkImport(known, [figure('deaths_total', 7_814)])).toEqual([]);
  expect(checkImport(known, [figure('deaths_total', 7_815)])).toHaveLength(1);
});

test('a revision of a part must keep the sum, with another part or the total beside it', () => {
  expect(checkImport(DEATHS_2020, [figure('deaths_road', 3_555)])).toMatchObject([{ field: 'figures[0].value' }]);
  expect(checkImport(DEATHS_2020, [figure('deaths_road', 3_555), figure('deaths_not_itemised', 1_330)])).toEqual([]);
});

test('defenders are no part of the total', () => {
  expect(checkImport(DEATHS_2020, [figure('defenders_killed', 51)])).toEqual([]);
});

test('a total of which a part is missing, another period or kind, or a vague figure says nothing yet', () => {
  const withoutRest = DEATHS_2020.filter(({ indicator }) => indicator !== 'deaths_not_itemised');
  const rest = figure('deaths_not_itemised', 1);
  expect(checkImport([], withoutRest)).toEqual([]);
  expect(checkImport(withoutRest, [{ ...rest, periodStart: '2021-01-01', periodEnd: '2021-12-31' }])).toEqual([]);
  expect(checkImport(withoutRest, [{ ...rest, kind: 'target' }])).toEqual([]);
  expect(checkImport(withoutRest, [{ ...rest, qualifier: 'more_than' }])).toEqual([]);
  expect(checkImport(withoutRest, [rest])).toHaveLength(1);
});

test('a figure stated twice in one request is refused', () => {
  const batch = [figure('hromadas', 1_469), figure('deaths_fire', 1), figure('hromadas', 1_470)];
  expect(checkImport([], batch)).toEqual([
    { field: 'figures[2]', rule: 'must not state again what figures[0] states' },
  ]);
});

test('figures are new, revised or known just so', () => {
  const known = [figure('deaths_road', 3_554), figure('deaths_fire', 1_728)];
  const incoming = [figure('deaths_road', 3_554), figure('deaths_fire', 1_729), figure('deaths_water', 1_201)];
  expect(planImport(known, incoming)).toEqual({ added: [incoming[2]], revised: [incoming[1]], unchanged: 1 });
});

function withRest(value: number) {
  return (each: (typeof DEATHS_2020)[number]) => (each.indicator === 'deaths_not_itemised' ? { ...each, value } : each);
}
