import {
  decidedDistricts,
  dutiesByUnit,
  resolvePlace,
  responsibleOfficer,
  servedPlace,
  type BeatAssignment,
  type DistrictDecision,
} from '@safe-community/domain-kit';
import { MERGED_PLACE_CASES, MERGED_PLACES, randomTerritory, type MergedPlaceCase } from '@safe-community/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '../territory/history.ts';
import { readPlace, type CurrentUnits } from './place.ts';

const AT = new Date('2026-05-01T12:00:00Z');

function unitsAfter(mergers: ReadonlyMap<string, string>, decisions: readonly DistrictDecision[] = []): CurrentUnits {
  const districts = decidedDistricts(decisions);
  const history = new History(
    [...mergers].map(([code, successorCode]) => ({
      code,
      kind: 'merged',
      effectiveOn: '2026-01-01',
      isExact: true,
      formerName: '',
      name: '',
      successorCode,
      source: 'постанова',
    })),
  );
  return {
    importedUnit: () => undefined,
    occupiedSince: () => undefined,
    districts: () => districts,
    refresh: async () => undefined,
    successor: (code) => history.currentCode('2026-05-01', code),
    mergedInto: (code) => history.mergedInto('2026-05-01', code),
  };
}

const units = unitsAfter(MERGED_PLACES);

function dutiesOf(beats: MergedPlaceCase['beats'], hromadaCode: string) {
  const own = beats.filter((beat) => beat.hromadaCode === hromadaCode);
  return dutiesByUnit(own.map(({ unitCode, role }) => ({ unitCodes: [unitCode], assignments: [on(unitCode, role)] })));
}

function on(officerId: string, role: BeatAssignment['role']): BeatAssignment {
  return { officerId, role, active: true, deputyOrder: 0, startsAt: new Date(0), endsAt: undefined };
}

// The intake runs the same table: apps/incident-intake/src/routing/routing-statement.int.test.ts.
test.each(MERGED_PLACE_CASES)('after mergers, finds the officer of $title', async ({ beats, named, unitCode }) => {
  const read = await readPlace({ ...named, location: undefined }, units, AT);
  if ('violations' in read) throw new Error(JSON.stringify(read.violations));
  const { duties, place } = servedPlace((code) => dutiesOf(beats, code), read, AT);
  expect(responsibleOfficer(duties, place, AT)?.assignment.officerId ?? '').toBe(unitCode);
});

// The intake runs the same generator: its re-routing, in SQL, finds the officer of the same rule.
test('after random mergers and decisions about starosta districts, the registry finds the place by the common rule', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (draw) => {
      const given = randomTerritory((limit) => draw(fc.nat, { max: limit - 1 }));
      const { successors, decisions, named, at, units: defined } = given;
      const read = await readPlace({ ...named, location: undefined }, unitsAfter(successors, decisions), at);
      expect(read).toEqual(resolvePlace(named, defined));
    }),
    { numRuns: 1_000 },
  );
});
