import { describe, expect, test } from 'vitest';
import { classesOf } from './classes.ts';
import { positionOf } from './funnel-position.ts';
import { tableOf } from './table.ts';
import { counted, number } from './wording.ts';

const unit = { one: 'подія', few: 'події', many: 'подій', other: 'події' };
const LIMITS = [
  { population: 1_000, innerLow: 0, innerHigh: 40, outerLow: 0, outerHigh: 80 },
  { population: 100_000, innerLow: 8, innerHigh: 12, outerLow: 6, outerHigh: 14 },
];

test('a table says intervals and positions in words', () => {
  const points = [
    { name: 'A', population: 100_000, value: 20, low: 15, high: 25 },
    { name: 'B', population: 100_000, value: undefined },
  ];
  const mean = { name: 'M', value: 10 };
  const table = tableOf({ kind: 'funnel', title: 'T', unit, points, limits: LIMITS, mean, populationName: 'P' }, 'uk');
  expect(table.headings).toEqual(['Назва', 'Значення, подій', 'Від', 'До', 'Населення', 'Відносно меж']);
  expect(table.rows).toEqual([
    ['A', '20', '15', '25', '100\u00A0000', 'вище меж 99,8\u00A0%'],
    ['B', 'немає даних', '', '', '100\u00A0000', ''],
  ]);
});

test('a table of a series says what is a lower bound, and what was published first', () => {
  const points = [
    { name: 'I', label: 'I', value: 8, first: 5 },
    { name: 'II', label: 'II', value: 4, first: 4, qualifier: 'at least' },
  ];
  const table = tableOf({ kind: 'time-series', title: 'T', unit, points }, 'en');
  expect(table).toEqual({
    headings: ['Name', 'Value, подій', 'First published'],
    rows: [
      ['I', '8', '5'],
      ['II', 'at least\u00a04', ''],
    ],
  });
});

test.each([
  [5, 'farBelow'],
  [7, 'below'],
  [10, 'within'],
  [13, 'above'],
  [15, 'farAbove'],
] as const)('a rate of %d is %s at a population of the limits', (value, position) => {
  expect(positionOf({ name: 'A', population: 100_000, value }, LIMITS)).toBe(position);
});

test('limits between two populations are interpolated on the logarithmic scale', () => {
  const at = (value: number) => positionOf({ name: 'A', population: 10_000, value }, LIMITS);
  expect([at(25.9), at(26.1), at(47.1)]).toEqual(['within', 'above', 'farAbove']);
  expect(positionOf({ name: 'A', population: 10_000, value: 1 }, [])).toBeUndefined();
});

describe('classes of a map', () => {
  const of = (...values: (number | undefined)[]) =>
    classesOf(values.map((value) => ({ value }))).map(({ low, high, members }) => [low, high, members.length]);

  test('are at most five, about equally large, with 0 apart', () => {
    expect(of(...Array.from({ length: 100 }, (_, index) => index + 1))).toEqual([
      [1, 20, 20],
      [21, 40, 20],
      [41, 60, 20],
      [61, 80, 20],
      [81, 100, 20],
    ]);
    expect(of(0, 0, 1, 2, 3, 4)).toEqual([
      [0, 0, 2],
      [1, 1, 1],
      [2, 2, 1],
      [3, 3, 1],
      [4, 4, 1],
    ]);
  });

  test('keep equal values together, and leave out missing ones', () => {
    expect(of(7, 7, 7, undefined, Number.NaN)).toEqual([[7, 7, 3]]);
    expect(of()).toEqual([]);
    expect(of(-5, 5)).toEqual([
      [-5, -5, 1],
      [5, 5, 1],
    ]);
  });
});

test('numbers and plurals follow the language', () => {
  expect([number(1_234.567, 'uk'), number(1_234.567, 'en'), number(-0, 'en')]).toEqual([
    '1\u00A0234,57',
    '1,234.57',
    '0',
  ]);
  expect([number(0.012_345, 'en'), number(1e15, 'en')]).toEqual(['0.0123', '1E15']);
  expect([1, 2, 5, 21, 1.5].map((value) => counted(value, unit, 'uk').replace('\u00A0', ' '))).toEqual([
    '1 подія',
    '2 події',
    '5 подій',
    '21 подія',
    '1,5 події',
  ]);
});
