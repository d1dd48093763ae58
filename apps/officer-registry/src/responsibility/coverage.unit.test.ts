import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverageByOblast, totalCoverage, type PlacedDuty } from './coverage.ts';
import { ASSIGNMENT_ROLES } from '../officers/assignment.ts';
import { OFFICER_STATES } from '../officers/officer.ts';

const OBLASTS = ['A', 'B', 'C'];
const HROMADAS = [
  { code: 'A1', oblastCode: 'A' },
  { code: 'A2', oblastCode: 'A' },
  { code: 'B1', oblastCode: 'B' },
];
const NOW = new Date('2026-06-10T09:00:00Z');
const OCCUPIED = [{ code: 'C', oblastCode: 'C' }];

test('each oblast has a row, in order, even without hromadas', () => {
  expect(
    coverageByOblast(
      OBLASTS,
      { open: HROMADAS, occupied: [] },
      [duty('A1'), duty('A1', { starostaDistrictCode: '1' })],
      NOW,
    ),
  ).toEqual([
    { oblastCode: 'A', assignedOfficers: 2, coveredHromadas: 1, hromadas: 2, occupiedHromadas: 0 },
    { oblastCode: 'B', assignedOfficers: 0, coveredHromadas: 0, hromadas: 1, occupiedHromadas: 0 },
    { oblastCode: 'C', assignedOfficers: 0, coveredHromadas: 0, hromadas: 0, occupiedHromadas: 0 },
  ]);
});

test('an officer counts in a place that is not a counted hromada, but the place does not', () => {
  expect(coverageByOblast(['C'], { open: HROMADAS, occupied: [] }, [duty('C')], NOW)).toEqual([
    { oblastCode: 'C', assignedOfficers: 1, coveredHromadas: 0, hromadas: 0, occupiedHromadas: 0 },
  ]);
});

test.each([
  ['primary', 'active', 1],
  ['primary', 'on_leave', 1],
  ['primary', 'suspended', 0],
  ['primary', 'dismissed', 0],
  ['deputy', 'active', 0],
] as const)('a %s who is %s counts %i', (role, state, count) => {
  const total = totalCoverage(
    coverageByOblast(OBLASTS, { open: HROMADAS, occupied: [] }, [duty('A1', { role, state })], NOW),
  );
  expect(total).toEqual({ assignedOfficers: count, coveredHromadas: count, hromadas: 3, occupiedHromadas: 0 });
});

test.each([
  ['has ended', { endsAt: NOW }, 0],
  ['has not begun', { startsAt: new Date(NOW.getTime() + 1) }, 0],
  ['begins now', { startsAt: NOW }, 1],
  ['ends later', { endsAt: new Date(NOW.getTime() + 1) }, 1],
] as const)('a duty counts only while it is in force: one that %s', (_which, period, count) => {
  const [row] = coverageByOblast(['A'], { open: HROMADAS, occupied: [] }, [duty('A1', period)], NOW);
  expect(row).toMatchObject({ assignedOfficers: count, coveredHromadas: count });
});

test('the total is the sum of its parts, and covers at most what exists', () => {
  const anyDuty = fc.record({
    hromadaCode: fc.constantFrom('A1', 'A2', 'B1', 'C'),
    role: fc.constantFrom(...ASSIGNMENT_ROLES),
    state: fc.constantFrom(...OFFICER_STATES),
  });
  fc.assert(
    fc.property(fc.array(anyDuty), (given) => {
      const rows = coverageByOblast(
        OBLASTS,
        { open: HROMADAS, occupied: OCCUPIED },
        given.map(({ hromadaCode, ...more }) => duty(hromadaCode, more)),
        NOW,
      );
      const total = totalCoverage(rows);
      const counting = given.filter(
        ({ role, state }) => role === 'primary' && (state === 'active' || state === 'on_leave'),
      );
      expect(total.assignedOfficers).toBe(counting.length);
      expect(total.hromadas).toBe(HROMADAS.length);
      expect(total.occupiedHromadas).toBe(OCCUPIED.length);
      for (const row of rows)
        expect(row.coveredHromadas).toBeLessThanOrEqual(Math.min(row.hromadas, row.assignedOfficers));
    }),
  );
});

function duty(
  hromadaCode: string,
  { starostaDistrictCode = '', ...more }: Partial<PlacedDuty> & { starostaDistrictCode?: string } = {},
): PlacedDuty {
  return {
    state: 'active',
    startsAt: new Date('2026-01-01T00:00:00Z'),
    endsAt: undefined,
    beat: { hromadaCode, starostaDistrictCode },
    role: 'primary',
    oblastCode: hromadaCode.slice(0, 1),
    ...more,
  };
}
