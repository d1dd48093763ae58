import { isRefused } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import type { CameraState } from './camera-steps.ts';
import { findStock, type KnownEntry } from './past-custody.ts';

const day = (number: number) => new Date(Date.UTC(2025, 0, number));

/** In stock from the first day, in the state from the tenth, and in stock again from the twentieth on. */
function custody(state: CameraState, unitCode = 'kyiv-1'): KnownEntry[] {
  const common = { unitCode: 'kyiv-1', oblastCode: 'UA80' };
  return [
    { ...common, number: 1, state: 'in_stock', startAt: day(1), endAt: day(10) },
    { ...common, number: 2, state, unitCode, startAt: day(10), endAt: day(20) },
    { ...common, number: 3, state: 'in_stock', unitCode, startAt: day(20), endAt: undefined },
  ];
}

const find = (entries: readonly KnownEntry[], from: number, to: number) => {
  const found = findStock(entries, { issuedAt: day(from), returnedAt: day(to) });
  return isRefused(found) ? found.reason : found.number;
};

test.each<[string, number, number, number | string]>([
  ['all of the first time in stock', 1, 10, 1],
  ['a part of it', 3, 5, 1],
  ['the present time in stock', 20, 30, 3],
  ['before the registration', 0, 5, 'CAMERA_NOT_REGISTERED_THEN'],
  ['a day too long', 5, 11, 'CAMERA_HELD_THEN'],
  ['a day too early', 19, 25, 'CAMERA_HELD_THEN'],
  ['across all of it', 5, 25, 'CAMERA_HELD_THEN'],
])('finds the stock for %s', (_what, from, to, expected) => {
  expect(find(custody('issued'), from, to)).toBe(expected);
});

test.each<[CameraState, string]>([
  ['issued', 'CAMERA_HELD_THEN'],
  ['retired', 'CAMERA_RETIRED_THEN'],
  ['in_repair', 'CAMERA_AWAY_THEN'],
  ['lost', 'CAMERA_AWAY_THEN'],
])('names why a camera that was %s could not be with the officer', (state, reason) => {
  expect(find(custody(state), 12, 15)).toBe(reason);
});

test('a time in the stock of two units is not one', () => {
  expect(find(custody('in_stock', 'kyiv-2'), 9, 12)).toBe('CAMERA_TRANSFERRED_THEN');
  expect(find([], 9, 12)).toBe('CAMERA_NOT_REGISTERED_THEN');
});
