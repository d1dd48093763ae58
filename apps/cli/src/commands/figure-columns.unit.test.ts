import { CountedFigure, FigureDimension } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
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
  const names = { nameOf: (code: string) => code };
  expect(columns.map(({ en }) => en)).toEqual([
    'Measure',
    'Territory',
    'Value',
    '95 % interval',
    'People asked (effective)',
  ]);
  expect(columns.map(({ of }) => of(SHARE, names))).toEqual(['trust', '', '64', '57.1–70.3', '400 (200.4)']);
  expect(columns.map(({ of }) => of(COUNT, names)).slice(-2)).toEqual([undefined, undefined]);
});

test('a figure of which not everybody reports is "at least"', () => {
  const [, value] = columnsFor([COUNT], []);
  const names = { nameOf: (code: string) => code };
  const shown = (completeness: Completeness) =>
    value?.of(CountedFigure.fromPartial({ ...COUNT, coverage: { completeness, coveredPercent: 37 } }), names);
  expect([Completeness.COMPLETE, Completeness.INCOMPLETE].map(shown)).toEqual(['3', 'at least 3']);
});

test('without surveys, there is no column for samples', () => {
  expect(columnsFor([COUNT], []).map(({ en }) => en)).toEqual(['Measure', 'Value']);
});

test('a percentile stands beside the number of its cases', () => {
  const median = CountedFigure.fromPartial({ measure: 'response_time_p50', value: 540, base: 12 });
  const columns = columnsFor([median], []);
  expect(columns.map(({ en }) => en)).toEqual(['Measure', 'Value', 'Of cases']);
  expect(columns.at(-1)?.of(median, { nameOf: (code: string) => code })).toBe(12);
});
