import { expect, test } from 'vitest';
import { successorOn, type Merger } from './merger.ts';

const MERGERS = new Map<string, Merger>(
  [
    { code: 'A', successorCode: 'B', effectiveOn: '2026-01-01' },
    { code: 'B', successorCode: 'C', effectiveOn: '2027-01-01' },
    { code: 'X', successorCode: 'Y', effectiveOn: '2026-01-01' },
    { code: 'Y', successorCode: 'X', effectiveOn: '2026-01-01' },
  ].map((merger) => [merger.code, merger]),
);

test.each([
  ['2025-12-31', 'A', 'A'],
  ['2026-01-01', 'A', 'B'],
  ['2027-01-01', 'A', 'C'],
  ['2027-01-01', 'C', 'C'],
])('on %s, %s is part of %s', (day, code, successor) => {
  expect(successorOn(day, code, MERGERS)).toBe(successor);
});

test('a circle, which the registry never publishes, does not hang', () => {
  expect(successorOn('2026-01-01', 'X', MERGERS)).toBe('X');
});
