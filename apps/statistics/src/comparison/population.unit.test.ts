import { expect, test } from 'vitest';
import { existsIn, meanPopulation } from './population.ts';

const YEAR = { from: '2025-01-01', to: '2025-12-31' };
const whole = (code: string) => ({ code, first: undefined, last: undefined });
/** Nothing is occupied. */
const FREE = { occupiedDays: () => [] };
const populationOf = (code: string) => ({ A: 1_000, B: 730 })[code];

test('the population of a territory without mergers is that of its parts', () => {
  expect(meanPopulation([whole('A')], YEAR, populationOf, FREE)).toBe(1_000);
  expect(meanPopulation([whole('A'), whole('B')], YEAR, populationOf, FREE)).toBe(1_730);
});

test('people of a merged hromada belong to the successor from the day of the merger on', () => {
  const successor = [whole('A'), { code: 'B', first: '2025-07-02', last: undefined }];
  // 183 of 365 days.
  expect(meanPopulation(successor, YEAR, populationOf, FREE)).toBe(1_366);
  expect(meanPopulation([{ code: 'B', first: undefined, last: '2025-07-01' }], YEAR, populationOf, FREE)).toBe(364);
});

test('a part outside the period counts nothing, a part without a known population makes the whole unknown', () => {
  const later = { code: 'X', first: '2026-01-01', last: undefined };
  expect(meanPopulation([whole('A'), later], YEAR, populationOf, FREE)).toBe(1_000);
  expect(meanPopulation([whole('A'), whole('X')], YEAR, populationOf, FREE)).toBeUndefined();
  expect(meanPopulation([], YEAR, populationOf, FREE)).toBeUndefined();
});

test('a hromada that was merged before the period does not exist in it', () => {
  const merged = [{ code: 'B', first: undefined, last: '2024-12-31' }];
  expect(existsIn(merged, YEAR.from, YEAR.to)).toBe(false);
  expect(existsIn(merged, '2024-12-31', YEAR.to)).toBe(true);
  expect(existsIn([whole('A')], YEAR.from, YEAR.to)).toBe(true);
  expect(existsIn([], YEAR.from, YEAR.to)).toBe(false);
});

test('people do not count on the days on which their hromada is occupied, known or not', () => {
  const half = { occupiedDays: (code: string) => (code === 'B' ? [{ from: '2025-07-02', to: '2025-12-31' }] : []) };
  expect(meanPopulation([whole('A'), whole('B')], YEAR, populationOf, half)).toBe(1_364);
  const all = { occupiedDays: (code: string) => (code === 'A' ? [] : [YEAR]) };
  expect(meanPopulation([whole('A'), whole('X')], YEAR, populationOf, all)).toBe(1_000);
  expect(meanPopulation([whole('B')], YEAR, populationOf, all)).toBeUndefined();
});
