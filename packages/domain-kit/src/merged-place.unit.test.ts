import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolvePlace, servedPlace, type UnitsOfDay } from './merged-place.ts';
import { dutiesByUnit, responsibleOfficer, type BeatAssignment } from './responsible-officer.ts';
import { decidedDistricts, type DistrictDecision } from './starosta-districts.ts';

const DAY = '2026-05-01';
const NOW = new Date('2026-05-01T09:00:00Z');

/** One hromada, without mergers. */
function unitsOf(decisions: readonly DistrictDecision[]): UnitsOfDay {
  const districts = decidedDistricts(decisions);
  return {
    successor: (code) => code,
    mergedInto: () => [],
    hromadaOf: (district, settlement) => (district === '' && settlement === '' ? '' : 'H'),
    districtOf: (code) => districts.districtOf(code, DAY),
    isDecided: (code) => districts.isDecided(code, DAY),
  };
}

const decided = (districtCode: string, ...settlementCodes: string[]) => ({
  districtCode,
  settlementCodes,
  validFrom: DAY,
});

test.each<[string, DistrictDecision[], string, string, string]>([
  ['nothing is decided, the named district counts', [], 'D', 'S', 'D'],
  ['nothing is decided, a settlement implies no district', [], '', 'S', ''],
  ['the settlement lies in a district', [decided('D', 'S')], '', 'S', 'D'],
  ['the settlement lies in another district than the named one', [decided('D', 'S')], 'E', 'S', 'D'],
  ['the named district has other settlements', [decided('E', 'T')], 'E', 'S', ''],
  ['the named district was dissolved', [decided('E')], 'E', 'S', ''],
  ['no settlement is named', [decided('E', 'T')], 'E', '', 'E'],
])('of a place: %s', (_, decisions, starostaDistrictCode, settlementCode, expected) => {
  const named = { hromadaCode: 'H', starostaDistrictCode, settlementCode };
  expect(resolvePlace(named, unitsOf(decisions))).toEqual({
    place: { ...named, starostaDistrictCode: expected },
    merged: [],
  });
});

const anyDecisions = fc.uniqueArray(
  fc.record({
    districtCode: fc.constantFrom('D', 'E'),
    settlementCodes: fc.subarray(['S', 'T']),
    validFrom: fc.constantFrom('2026-04-30', DAY, '2026-05-02'),
  }),
  { selector: ({ districtCode, validFrom }) => `${districtCode} ${validFrom}` },
);
const UNITS = ['S', 'T', 'D', 'E', 'H'];
const anyOfficer = fc.record({
  role: fc.constantFrom('primary' as const, 'district' as const),
  active: fc.boolean(),
});

test('the officer of the most specific unit answers: settlement, its starosta district, hromada', () => {
  fc.assert(
    fc.property(anyDecisions, fc.dictionary(fc.constantFrom(...UNITS), anyOfficer), (decisions, officers) => {
      const units = unitsOf(decisions);
      const beats = Object.entries(officers).map(([unitCode, officer]) => {
        const assignment: BeatAssignment = {
          ...officer,
          officerId: unitCode,
          deputyOrder: 0,
          startsAt: new Date(0),
          endsAt: undefined,
        };
        return { unitCodes: [unitCode], assignments: [assignment] };
      });
      const named = { hromadaCode: 'H', starostaDistrictCode: '', settlementCode: 'S' };
      const { duties, place } = servedPlace(() => dutiesByUnit(beats), resolvePlace(named, units), NOW);
      const serves = (role: BeatAssignment['role']) => (code: string) =>
        officers[code]?.role === role && officers[code].active;
      const inOrder = ['S', units.districtOf('S') ?? '', 'H'];
      const expected = inOrder.find(serves('primary')) ?? inOrder.find(serves('district'));
      const found = responsibleOfficer(duties, place, NOW);
      expect([found?.assignment.officerId, found?.unitCode]).toEqual([expected, expected]);
    }),
  );
});
