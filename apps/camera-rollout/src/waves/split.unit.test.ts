import { isRefused } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceptSplit, checkQuantities, proposeSplit, type UnitGap } from './split.ts';

const units = fc.uniqueArray(
  fc.record({ code: fc.stringMatching(/^[a-z]{2,5}$/), gap: fc.integer({ min: -50, max: 400 }) }),
  { minLength: 1, maxLength: 30, selector: ({ code }) => code },
);
const quantity = fc.nat(5_000);
const method = fc.constantFrom('largest_gap' as const, 'equal_share' as const);

const sumOf = (parts: readonly { readonly quantity: number }[]) => parts.reduce((sum, part) => sum + part.quantity, 0);

describe('a proposed split', () => {
  test('sums to the quantity exactly, has each unit once, and is in code order', () => {
    fc.assert(
      fc.property(method, quantity, units, (by, cameras, all) => {
        const parts = proposeSplit(by, cameras, all);
        expect(sumOf(parts)).toBe(cameras);
        expect(parts.map(({ code }) => code)).toEqual(all.map(({ code }) => code).toSorted());
        expect(parts.every((part) => part.quantity >= 0)).toBe(true);
      }),
    );
  });

  test('by largest gap is what giving out the cameras one by one leads to', () => {
    fc.assert(
      fc.property(fc.nat(300), units, (cameras, all) => {
        const needs = all.reduce((sum, { gap }) => sum + Math.max(0, gap), 0);
        fc.pre(cameras <= needs);
        const parts = proposeSplit('largest_gap', cameras, all);
        expect(parts.map(({ quantity: part }) => part)).toEqual(oneByOne(cameras, all));
      }),
    );
  });

  test('by equal share differs by one camera at most', () => {
    fc.assert(
      fc.property(quantity, units, (cameras, all) => {
        const parts = proposeSplit('equal_share', cameras, all).map((part) => part.quantity);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('fills the largest gap first', () => {
    const all = [unit('a', 10), unit('b', 30), unit('c', 29)];
    expect(quantities('largest_gap', 1, all)).toEqual([0, 1, 0]);
    expect(quantities('largest_gap', 20, all)).toEqual([0, 11, 9]);
    expect(quantities('largest_gap', 69, all)).toEqual([10, 30, 29]);
    expect(quantities('largest_gap', 73, all)).toEqual([11, 32, 30]);
    expect(quantities('equal_share', 5, all)).toEqual([1, 2, 2]);
    expect(proposeSplit('largest_gap', 5, [])).toEqual([]);
  });
});

const unit = (code: string, gap: number): UnitGap => ({ code, gap });

function quantities(by: 'largest_gap' | 'equal_share', cameras: number, all: readonly UnitGap[]): number[] {
  return proposeSplit(by, cameras, all).map((part) => part.quantity);
}

/** The definition: each camera to the unit that then lacks most, of equal ones to the first by code. */
function oneByOne(cameras: number, all: readonly UnitGap[]): number[] {
  const given = new Map(all.map(({ code }) => [code, 0]));
  const left = (each: UnitGap) => each.gap - (given.get(each.code) ?? 0);
  for (let camera = 0; camera < cameras; camera += 1) {
    const [next] = all.toSorted((a, b) => left(b) - left(a) || b.gap - a.gap || (a.code < b.code ? -1 : 1));
    if (next !== undefined) given.set(next.code, (given.get(next.code) ?? 0) + 1);
  }
  return all
    .map(({ code }) => code)
    .toSorted()
    .map((code) => given.get(code) ?? 0);
}

describe('accepting a split', () => {
  const delivery = { deliveryId: 'd', waveId: 'w', quantity: 10, isSplit: false };
  const known = new Set(['kyiv-1', 'kyiv-2']);
  const now = new Date('2026-06-10T09:00:00Z');
  const parts = (...all: [string, number][]) =>
    all.map(([patrolUnitCode, part]) => ({ patrolUnitCode, quantity: part }));
  const accept = (all: ReturnType<typeof parts>, change = {}) =>
    acceptSplit({ ...delivery, ...change }, known, { method: 'manual', parts: all }, now);

  test('takes parts that sum exactly', () => {
    const all = parts(['kyiv-1', 10], ['kyiv-2', 0]);
    expect(accept(all)).toEqual({ delivery, method: 'manual', parts: all, acceptedAt: now });
  });

  test.each([[9], [11]])('rejects parts that sum to %i', (sum) => {
    const refusal = accept(parts(['kyiv-1', sum]));
    expect(isRefused(refusal) && refusal.violations.map(({ field }) => field)).toEqual(['parts']);
  });

  test('rejects an unknown unit, and a second split', () => {
    expect(accept(parts(['unheard-of', 10]))).toMatchObject({ reason: 'UNIT_UNKNOWN' });
    expect(accept(parts(['kyiv-1', 10]), { isSplit: true })).toMatchObject({ reason: 'SPLIT_ACCEPTED' });
  });
});

test.each([
  ['units', 0, []],
  [
    'units',
    1,
    [
      ['kyiv-1', 1],
      ['kyiv-1', 2],
    ],
  ],
  ['units', 1, Array.from({ length: 201 }, (_, index) => [`kyiv-${index}`, 1])],
  ['units[0].quantity', 1, [['kyiv-1', 0]]],
  ['units[0].quantity', 1, [['kyiv-1', -1]]],
  ['units[0].quantity', 0, [['kyiv-1', 100_001]]],
] as [string, number, [string, number][]][])('reports %s', (field, least, all) => {
  const broken = checkQuantities(
    all.map(([patrolUnitCode, part]) => ({ patrolUnitCode, quantity: part })),
    'units',
    least,
    () => [],
  );
  expect(broken.map((violation) => violation.field)).toEqual([field]);
});
