import { expect, test } from 'vitest';
import { decidedDistricts } from '@safe-community/domain-kit';
import { lastRoles, rosterOf, unitOfficers, type BeatAssignment } from './roster.ts';
import { unitsOn } from './units.ts';

const NOW = new Date(100);
const BEATS = [
  { beatId: 'whole', hromadaCode: 'H', unitCodes: ['H'] },
  { beatId: 'parts', hromadaCode: 'H', unitCodes: ['D', 'S'] },
  { beatId: 'other', hromadaCode: 'OTHER', unitCodes: ['OTHER'] },
];

const on = (beatId: string, officerId: string, more: Partial<BeatAssignment> = {}): BeatAssignment => ({
  assignmentId: `${officerId} on ${beatId}`,
  beatId,
  hromadaCode: 'H',
  officerId,
  role: 'primary',
  deputyOrder: 0,
  active: true,
  startsAt: new Date(0),
  endsAt: undefined,
  ...more,
});

test('every unit of a beat has its officer, and a unit whose officers are all away has none', () => {
  const away = on('parts', 'p', { active: false });
  expect(officersOf([away])).toEqual({});
  expect(officersOf([away, on('whole', 'h'), on('other', 'x')])).toEqual({ H: 'h', OTHER: 'x' });
  expect(officersOf([on('parts', 'p'), on('whole', 'h')])).toEqual({ D: 'p', S: 'p', H: 'h' });
});

test('a district officer is marked, because other units of the place come first', () => {
  expect(officersOf([on('parts', 'p', { role: 'district' })])).toEqual({ 'D district': 'p', 'S district': 'p' });
});

test('a planned hand-over changes the officer at its instant', () => {
  const both = [on('whole', 'a', { endsAt: NOW }), on('whole', 'b', { startsAt: NOW })];
  expect(officersOf(both, new Date(99))).toEqual({ H: 'a' });
  expect(officersOf(both, NOW)).toEqual({ H: 'b' });
});

test('decisions about starosta districts count only in hromadas where a beat covers one', () => {
  const [hromadaCode, settlement, district, other] = [
    'UA05020010000053508',
    'UA05020010010058853',
    '0520680500',
    '0520682200',
  ];
  const decisions = [
    { districtCode: district, settlementCodes: [settlement], validFrom: '2026-01-01' },
    { districtCode: '0520681400', settlementCodes: ['UA05020050010084898'], validFrom: '2026-01-01' },
    { districtCode: other, settlementCodes: [], validFrom: '2026-01-02' },
  ];
  const districtsOn = (day: string, unitCode: string) => {
    const beats = [{ beatId: 'beat', hromadaCode, unitCodes: [unitCode] }];
    const units = unitsOn(day, new Map(), decidedDistricts(decisions));
    const { bySettlement, decided } = unitOfficers(rosterOf(beats, []), units, NOW).districts;
    return [[...bySettlement], decided];
  };
  expect(districtsOn('2026-01-01', hromadaCode)).toEqual([[], []]);
  expect(districtsOn('2026-01-01', other)).toEqual([[[settlement, district]], [district]]);
  expect(districtsOn('2026-01-02', other)).toEqual([[[settlement, district]], [district, other]]);
  expect(districtsOn('2025-12-31', other)).toEqual([[], []]);
});

test('of assignments without ids, the last primary of a beat and the last role of an officer remain', () => {
  const [first, second] = [on('whole', 'a'), on('whole', 'b')];
  const deputy = on('whole', 'a', { role: 'deputy' });
  expect(lastRoles([first, second])).toEqual([second]);
  expect(lastRoles([second, deputy])).toEqual([second, deputy]);
  expect(lastRoles([first, deputy])).toEqual([deputy]);
  expect(lastRoles([deputy, first])).toEqual([first]);
});

function officersOf(assignments: readonly BeatAssignment[], at = NOW): Record<string, string> {
  return Object.fromEntries(
    unitOfficers(rosterOf(BEATS, assignments), unitsOn('2026-01-01', new Map(), decidedDistricts([])), at).officers.map(
      ({ unitCode, officerId, isDistrictOfficer }) => [
        isDistrictOfficer ? `${unitCode} district` : unitCode,
        officerId,
      ],
    ),
  );
}
