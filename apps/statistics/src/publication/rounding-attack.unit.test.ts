import { COUNTRY } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { keyed } from '../../test/draw.ts';
import { KYIV, VINNYTSIA } from '../../test/events.ts';
import { boundsOf, type Known } from '../../test/linear-attack.ts';
import { startOf } from './period.ts';
import { cellKey, cellsOf, changedCells, tablesOf, type Cell, type MonthCount } from './release.ts';
import { rounded, type Draw } from './rounding.ts';

const TO = 5;
const YEAR = 2021;
const TABLES = tablesOf(YEAR);
const MONTHS = TABLES.filter(({ period }) => period === 'month').map(({ start }) => start);
const HROMADAS = [
  VINNYTSIA,
  'UA05020010000053508',
  'UA05020050000066991',
  'UA46020010000073886',
  'UA46020030000019252',
  KYIV,
];
/** What an attacker wants to know, one number for each hromada and month. */
const BASE = HROMADAS.flatMap((territoryCode) =>
  MONTHS.map((month) => ({ measure: 'incidents' as const, territoryCode, month })),
);
const CATEGORY = 'domestic_violence';

test('every number of the range has a draw that leads to the same value, so that the rule itself tells no more', () => {
  for (const [value, low, high] of RANGES) {
    const possible = Array.from({ length: 40 }, (_, count) => count).filter((count) =>
      DRAWS.some((draw) => rounded(drawn(count), TO, () => draw) === value),
    );
    expect([value, possible]).toEqual([value, numbersFrom(low, high)]);
  }
});

test('the mean error is 0', () => {
  for (const count of numbersFrom(20, 25)) {
    const values = DRAWS.map((draw) => rounded(drawn(count), TO, () => draw) ?? 0);
    expect(values.reduce((sum, value) => sum + value, 0) / DRAWS.length).toBeCloseTo(count);
  }
});

test('integer programming over every table leaves at least as many values as the rounding, and never one', async () => {
  let [asked, fewerThanRounded] = [0, 0];
  for (const random of WORLDS) {
    const counts = sparse(random);
    const small = cellsWithNone(counts).filter(({ count }) => count < TO);
    const bounds = await boundsOf(BASE.length, knownOf(counts, drawOf(random)), small.map(asSum), TO - 1);
    const widths = bounds.map(({ low, high }) => high - low + 1);
    expect(widths.filter((width) => width < 2)).toEqual([]);
    asked += widths.length;
    fewerThanRounded += widths.filter((width) => width < TO).length;
  }
  expect(asked).toBeGreaterThan(150);
  // Where all errors of a place and its parts happen to be the largest.
  expect(fewerThanRounded / asked).toBeLessThan(0.01);
});

test('an observer of a revision does not learn that a case arrived', async () => {
  let [asked, revised] = [0, 0];
  for (const random of WORLDS.slice(0, 4)) {
    const [before, draw] = [sparse(random), drawOf(random)];
    const after = before.map((count, index) => ({
      ...count,
      value: count.value + (random(20_000 + index) < 0.08 ? 1 : 0),
    }));
    const changed = changedCells(cellsOf(before, TABLES), cellsOf(after, TABLES), TO);
    const values = new Map(changed.map((cell) => [cellKey(cell), valueOf(cell, draw)]));
    const known = [
      ...knownOf(before, draw),
      // He even knows that no case is ever withdrawn.
      ...BASE.map((_, part) => ({ unknowns: [BASE.length + part], less: [part], low: 0, high: Infinity })),
      ...cellsWithNone(after).flatMap((cell): Known[] => {
        const { unknowns: less } = asSum(cell);
        const unknowns = less.map((part) => BASE.length + part);
        if (!values.has(cellKey(cell))) return [{ unknowns, less, low: 0, high: LEAST - 1 }];
        return [
          { unknowns, ...rangeOf(values.get(cellKey(cell))) },
          { unknowns, less, low: LEAST, high: Infinity },
        ];
      }),
    ];
    const arrived = cellsWithNone(after).filter(({ count }, index) => count - countAt(before, index) === 1);
    const questions = arrived.map(asSum).map(({ unknowns: less }) => ({
      unknowns: less.map((part) => BASE.length + part),
      less,
    }));
    const bounds = await boundsOf(2 * BASE.length, known, questions, Infinity);
    asked += bounds.length;
    revised += changed.length;
    expect(bounds.filter(({ low, high }) => low === high || low > 0)).toEqual([]);
  }
  expect(asked).toBeGreaterThan(25);
  expect(revised).toBeGreaterThan(2);
});

test('up to one case fewer than the rounding changes no figure, and a case that comes and goes none at all', () => {
  const before = cellsOf(sparse(WORLDS[0] ?? Math.random), TABLES);
  const more = (by: number) => before.map((cell) => ({ ...cell, count: cell.count + by }));
  expect(changedCells(before, more(TO - 1), TO)).toEqual([]);
  expect(changedCells(before, more(TO), TO)).toEqual(more(TO));
  expect(changedCells(more(TO - 1), before, TO)).toEqual([]);
});

test('the mean of all tables of the same cases is hardly better than the best of them', () => {
  const errors = Array.from({ length: 400 }, (_, seed) => {
    const draw = keyed(`mean ${seed}`);
    const quarters = [37, 41, 52, 44].map((count, index) => ({ ...drawn(count), start: `2021-0${3 * index + 1}-01` }));
    const count = quarters.reduce((sum, quarter) => sum + quarter.count, 0);
    const year = rounded({ ...drawn(count), period: 'year' }, TO, draw) ?? 0;
    const sum = quarters.reduce((all, quarter) => all + (rounded(quarter, TO, draw) ?? 0), 0);
    // The sum of four has four times the variance.
    return { one: year - count, all: (4 * year + sum) / 5 - count };
  });
  const sizeOf = (of: 'one' | 'all') =>
    Math.sqrt(errors.reduce((sum, error) => sum + error[of] ** 2, 0) / errors.length);
  expect(sizeOf('all') / sizeOf('one')).toBeGreaterThan(0.8);
  expect(errors.filter(({ all }) => Math.abs(all) < 0.5).length / errors.length).toBeLessThan(0.4);
});

test('with another key, other figures are drawn, and with the same key the same', () => {
  const cells = cellsOf(
    sparse(() => 0.9),
    TABLES,
  );
  const valuesBy = (key: string) => cells.map((cell) => valueOf(cell, keyed(key)));
  expect(valuesBy('one')).toEqual(valuesBy('one'));
  expect(valuesBy('one')).not.toEqual(valuesBy('another'));
});

/** Value, and the counts that may lead to it. */
const RANGES: readonly (readonly [number | undefined, number, number])[] = [
  [undefined, 0, 9],
  [10, 6, 14],
  [15, 11, 19],
];
const DRAWS = Array.from({ length: 100 }, (_, index) => index / 100);

/** More than all cases of a world. */
const MOST = 300;
const COUNTS_BY_VALUE = new Map<number | undefined, number[]>();
for (const count of numbersFrom(0, MOST)) {
  for (const value of new Set(DRAWS.map((draw) => rounded(drawn(count), TO, () => draw)))) {
    COUNTS_BY_VALUE.set(value, [...(COUNTS_BY_VALUE.get(value) ?? []), count]);
  }
}

/** The smallest change that a revision shows, which an attacker finds in the rule. */
const LEAST = numbersFrom(1, 2 * TO).find((by) => changedCells([], [cellOf(by)], TO).length > 0) ?? 0;

type Random = (index: number) => number;

/** The same worlds in each run. */
const WORLDS: readonly Random[] = Array.from({ length: 14 }, (_, world) => {
  const draw = keyed(`world ${world}`);
  return (index: number) => draw({ ...drawn(index), measure: 'world' });
});

function drawOf(random: Random): Draw {
  return keyed(`key ${random(-1)}`);
}

function cellOf(count: number): Cell {
  return { measure: 'incidents', territoryCode: COUNTRY, period: 'year', start: `${YEAR}-01-01`, count };
}

function drawn(count: number) {
  return {
    category: CATEGORY,
    measure: 'incidents',
    territoryCode: COUNTRY,
    period: 'quarter',
    start: '',
    count,
  } as const;
}

/** None to three cases in each hromada and month; in some hromadas hardly any. */
function sparse(random: Random): MonthCount[] {
  return BASE.map((base, index) => {
    const usual = random(10_000 + Math.floor(index / MONTHS.length));
    return { ...base, value: Math.floor(4 * usual * random(index)) };
  });
}

/** Every cell of every table, also those without a case. */
function cellsWithNone(counts: readonly MonthCount[]): Cell[] {
  const ones = counts.map((count) => ({ ...count, value: 1 }));
  const found = new Map(cellsOf(counts, TABLES).map((cell) => [cellKey(cell), cell.count]));
  return cellsOf(ones, TABLES).map((cell) => ({ ...cell, count: found.get(cellKey(cell)) ?? 0 }));
}

function countAt(counts: readonly MonthCount[], index: number): number {
  return cellsWithNone(counts)[index]?.count ?? 0;
}

function asSum({ territoryCode, period, start }: Cell): { readonly unknowns: number[] } {
  const isOblast = territoryCode.slice(4, 13) === '000000000';
  const digits = territoryCode === COUNTRY ? 2 : isOblast ? 4 : territoryCode.length;
  const isWithin = (code: string) => code.slice(0, digits) === territoryCode.slice(0, digits);
  const unknowns = BASE.flatMap((base, part) =>
    isWithin(base.territoryCode) && startOf(period, base.month) === start ? [part] : [],
  );
  return { unknowns };
}

function knownOf(counts: readonly MonthCount[], draw: Draw): Known[] {
  return cellsWithNone(counts).map((cell) => ({ ...asSum(cell), ...rangeOf(valueOf(cell, draw)) }));
}

function valueOf(cell: Cell, draw: Draw): number | undefined {
  return rounded({ ...cell, category: CATEGORY }, TO, draw);
}

/** What the rule itself says of a value: the attacker runs it on every number. */
function rangeOf(value: number | undefined): Pick<Known, 'low' | 'high'> {
  const counts = COUNTS_BY_VALUE.get(value) ?? [];
  return { low: Math.min(...counts), high: Math.max(...counts) };
}

function numbersFrom(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}
