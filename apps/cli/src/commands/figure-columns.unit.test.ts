import { CountedFigure, FigureDimension } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { expect, test } from 'vitest';
import { columnsFor } from './figure-columns.ts';

const COUNT = CountedFigure.fromPartial({ measure: 'incidents', value: 3 });
const SHARE = CountedFigure.fromPartial({
  measure: 'trust',
  value: 64,
  base: 400,
  sample: { size: 400, effectiveSize: 200.4, low: 57.13, high: 70.28 },
});

test('a share of surveys never stands without its interval and its sample', () => {
  const columns = columnsFor([COUNT, SHARE], [FigureDimension.TERRITORY]);
  expect(columns.map(({ heading }) => heading)).toEqual([
    'Measure',
    'Territory',
    'Value',
    'Of these, demonstration data',
    '95 % interval',
    'People asked (effective)',
  ]);
  expect(columns.map(({ textOf }) => textOf(SHARE))).toEqual(['trust', '', '64', '—', '57.1–70.3', '400 (200.4)']);
  expect(columns.map(({ textOf }) => textOf(COUNT)).slice(-2)).toEqual(['—', '—']);
});

test('without surveys, there is no column for samples', () => {
  expect(columnsFor([COUNT], []).map(({ heading }) => heading)).toEqual([
    'Measure',
    'Value',
    'Of these, demonstration data',
  ]);
});
