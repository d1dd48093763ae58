import { expect, test } from 'vitest';
import type { Figure } from '../figures/module.ts';
import { shownFigures } from './shown-figures.ts';

const figure = (territoryCode: string, value: number, demonstration: number): Figure => ({
  measure: 'incidents',
  territoryCode,
  value,
  demonstration,
});
const brief = (figures: readonly Figure[]) =>
  figures.map(({ territoryCode, value, demonstration }) => [territoryCode, value, demonstration]);

const MIXED = [figure('A', 9, 2), figure('B', 4, 4), figure('C', 3, 0), figure('D', 0, 0)];

test.each(['count', 'stock'] as const)('a %s is shown of real data, or of invented data where it is wanted', (kind) => {
  expect(brief(shownFigures(MIXED, { kind }, false))).toEqual([
    ['A', 7, 0],
    ['B', 0, 0],
    ['C', 3, 0],
    ['D', 0, 0],
  ]);
  expect(brief(shownFigures(MIXED, { kind }, true))).toEqual([
    ['A', 2, 2],
    ['B', 4, 4],
    ['C', 0, 0],
    ['D', 0, 0],
  ]);
});

test('where nothing is real, invented counts are shown, marked; where nothing is invented, none are', () => {
  const [invented, real] = [
    [figure('A', 5, 5), figure('D', 0, 0)],
    [figure('C', 3, 0), figure('D', 0, 0)],
  ];
  expect(brief(shownFigures(invented, { kind: 'count' }, false))).toEqual([
    ['A', 5, 5],
    ['D', 0, 0],
  ]);
  expect(shownFigures(real, { kind: 'count' }, true)).toEqual([]);
  expect(shownFigures([figure('D', 0, 0)], { kind: 'count' }, false)).toEqual([figure('D', 0, 0)]);
});

test.each(['quantile', 'share'] as const)('a %s is of one kind already: others are left out', (kind) => {
  const medians = [figure('A', 600, 0), figure('B', 300, 300)];
  expect(brief(shownFigures(medians, { kind }, false))).toEqual([['A', 600, 0]]);
  expect(brief(shownFigures(medians, { kind }, true))).toEqual([['B', 300, 300]]);
  expect(brief(shownFigures([figure('B', 300, 300)], { kind }, false))).toEqual([['B', 300, 300]]);
  expect(shownFigures([], { kind }, true)).toEqual([]);
});
