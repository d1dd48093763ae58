import { expect, test } from 'vitest';
import { mergersOn } from './mergers.adapter.ts';
import { lastRoles, rosterOf, unitOfficers, type BeatAssignment } from './roster.ts';

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
    unitOfficers(rosterOf(BEATS, assignments), mergersOn('2026-01-01', new Map()), at).officers.map(
      ({ unitCode, officerId, isDistrictOfficer }) => [
        isDistrictOfficer ? `${unitCode} district` : unitCode,
        officerId,
      ],
    ),
  );
}
