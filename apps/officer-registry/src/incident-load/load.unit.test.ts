import { expect, test } from 'vitest';
import { growthOf, loadOfSuccessors, windowOf, type CountedIncident } from './load.ts';

const incident = (given: Partial<CountedIncident> = {}): CountedIncident => ({
  hromadaCode: 'A',
  day: '2026-11-27',
  sign: 1,
  ...given,
});

test('incidents of one hromada and month change one counter', () => {
  const incidents = [incident(), incident({ day: '2026-11-01' }), incident({ sign: -1 }), incident()];
  expect(growthOf(incidents)).toEqual([{ hromadaCode: 'A', month: '2026-11-01', incidents: 2 }]);
});

test('another hromada and another month have counters of their own', () => {
  const incidents = [incident(), incident({ hromadaCode: 'B' }), incident({ day: '2026-12-01' })];
  expect(growthOf(incidents)).toHaveLength(3);
});

test.each([
  ['2026-11-27', '2025-11-01', '2026-11-01'],
  ['2026-01-01', '2025-01-01', '2026-01-01'],
  ['2024-02-29', '2023-02-01', '2024-02-01'],
])('on %s the window begins on %s', (day, first, last) => {
  expect(windowOf(day)).toEqual({ first, last });
});

test('the load of merged hromadas counts for their successor', () => {
  const loads = [
    ['A', 3],
    ['B', 2],
    ['C', 1],
  ] as const;
  const sums = loadOfSuccessors(loads, (code) => (code === 'A' ? 'B' : code));
  expect([...sums]).toEqual([
    ['B', 5],
    ['C', 1],
  ]);
});
