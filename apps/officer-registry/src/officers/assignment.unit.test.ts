import { isRefused } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assign, mainBeat, type AssignmentFacts } from './assignment.ts';
import type { Assignment, Beat, OfficerKind, OfficerRecord, OfficerState } from './officer.ts';

const LARGE: Beat = { hromadaCode: 'UA05020030000031457', starostaDistrictCode: '' };
const DISTRICT: Beat = { ...LARGE, starostaDistrictCode: '0520655500' };
const OTHER: Beat = { hromadaCode: 'UA05020010000053508', starostaDistrictCode: '' };
const POLICY = { population: 50_000, alwaysLarge: new Set<string>() };
const NOW = new Date('2026-01-05T08:00:00Z');
const EARLIER = new Date('2025-01-05T08:00:00Z');

test('given a free beat, an active community officer becomes its primary', () => {
  expect(assign(LARGE, 'primary', facts(), POLICY, NOW)).toEqual({
    assignment: { beat: LARGE, role: 'primary', assignedAt: NOW },
    changed: true,
  });
});

test.each<[OfficerKind, OfficerState, string]>([
  ['community', 'active', 'assigned'],
  ['community', 'on_leave', 'assigned'],
  ['community', 'candidate', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'selection', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'training', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'suspended', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'dismissed', 'OFFICER_NOT_ASSIGNABLE'],
  ['patrol', 'active', 'OFFICER_NOT_ASSIGNABLE'],
])('a %s officer who is %s: %s', (kind, state, result) => {
  const decision = assign(LARGE, 'deputy', facts({ officer: officer({ kind, state }) }), POLICY, NOW);
  expect(resultOf(decision)).toBe(result);
});

test('given a beat with a primary, another officer does not become its primary', () => {
  expect(resultOf(assign(LARGE, 'primary', facts({ primaryOfBeat: 'another' }), POLICY, NOW))).toBe('BEAT_TAKEN');
});

test('given a beat with a primary, another officer becomes a deputy', () => {
  expect(resultOf(assign(LARGE, 'deputy', facts({ primaryOfBeat: 'another' }), POLICY, NOW))).toBe('assigned');
});

test('a primary of one beat does not become the primary of another', () => {
  const busy = officer({ assignments: [held(OTHER, 'primary')] });
  expect(resultOf(assign(LARGE, 'primary', facts({ officer: busy }), POLICY, NOW))).toBe('OFFICER_HAS_BEAT');
});

test('a primary of one beat becomes the deputy of another', () => {
  const busy = officer({ assignments: [held(OTHER, 'primary')] });
  expect(resultOf(assign(LARGE, 'deputy', facts({ officer: busy }), POLICY, NOW))).toBe('assigned');
});

test('an existing assignment changes nothing', () => {
  const before = held(LARGE, 'primary');
  const decision = assign(
    LARGE,
    'primary',
    facts({ officer: officer({ assignments: [before] }), primaryOfBeat: 'an-officer' }),
    POLICY,
    NOW,
  );
  expect(decision).toEqual({ assignment: before, changed: false });
});

test('a deputy becomes the primary of the same beat', () => {
  const deputy = officer({ assignments: [held(LARGE, 'deputy')] });
  expect(assign(LARGE, 'primary', facts({ officer: deputy }), POLICY, NOW)).toEqual({
    assignment: { beat: LARGE, role: 'primary', assignedAt: NOW },
    changed: true,
  });
});

test('a primary does not become the deputy of the same beat, which would lose its primary', () => {
  const primary = officer({ assignments: [held(LARGE, 'primary')] });
  const decision = assign(LARGE, 'deputy', facts({ officer: primary, primaryOfBeat: 'an-officer' }), POLICY, NOW);
  expect(resultOf(decision)).toBe('OFFICER_HAS_BEAT');
});

test.each([
  [49_999, [], 'HROMADA_NOT_LARGE'],
  [50_000, [], 'assigned'],
  [undefined, [], 'HROMADA_NOT_LARGE'],
  [9_361, [DISTRICT.hromadaCode], 'assigned'],
  [undefined, [DISTRICT.hromadaCode], 'assigned'],
])('a district of a hromada of %s people, configured as large: %j: %s', (population, named, result) => {
  const policy = { population: 50_000, alwaysLarge: new Set(named) };
  expect(resultOf(assign(DISTRICT, 'primary', facts({ population }), policy, NOW))).toBe(result);
});

test('a whole hromada may be small', () => {
  expect(resultOf(assign(LARGE, 'primary', facts({ population: 1_000 }), POLICY, NOW))).toBe('assigned');
});

test('after any sequence of assignments, a beat has one primary and an officer is primary of one beat', () => {
  const beats = [LARGE, DISTRICT, OTHER];
  const step = fc.record({
    who: fc.constantFrom('a', 'b', 'c'),
    beat: fc.constantFrom(...beats),
    role: fc.constantFrom('primary' as const, 'deputy' as const),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const all: (Assignment & { who: string })[] = [];
      for (const { who, beat, role } of steps) {
        const own = all.filter((each) => each.who === who);
        const primaryOfBeat = all.find((each) => each.role === 'primary' && each.beat === beat)?.who;
        const known = { officer: officer({ assignments: own }), primaryOfBeat, population: 60_000 };
        const decision = assign(beat, role, known, POLICY, NOW);
        if (isRefused(decision) || !decision.changed) continue;
        const replaced = all.findIndex((each) => each.who === who && each.beat === beat);
        if (replaced >= 0) all.splice(replaced, 1);
        all.push({ ...decision.assignment, who });
      }
      const primaries = all.filter(({ role }) => role === 'primary');
      expect(new Set(primaries.map(({ beat }) => beat)).size).toBe(primaries.length);
      expect(new Set(primaries.map(({ who }) => who)).size).toBe(primaries.length);
    }),
  );
});

test('the main beat is the one of which the officer is primary, else the first one', () => {
  const [first, second] = [held(OTHER, 'deputy'), held(LARGE, 'primary')];
  expect(mainBeat([first, second])).toBe(second.beat);
  expect(mainBeat([first, { ...second, role: 'deputy' }])).toBe(first.beat);
  expect(mainBeat([])).toBeUndefined();
});

function facts(more: Partial<AssignmentFacts> = {}): AssignmentFacts {
  return { officer: officer(), primaryOfBeat: undefined, population: 387_439, ...more };
}

function officer(more: Partial<OfficerRecord> = {}): OfficerRecord {
  return {
    officerId: 'an-officer',
    kind: 'community',
    state: 'active',
    serviceNumber: 'POG-0001',
    patrolUnitCode: '',
    registeredAt: EARLIER,
    demonstration: false,
    assignments: [],
    ...more,
  };
}

function held(beat: Beat, role: Assignment['role']): Assignment {
  return { beat, role, assignedAt: EARLIER };
}

function resultOf(decision: ReturnType<typeof assign>): string {
  return isRefused(decision) ? decision.reason : 'assigned';
}
