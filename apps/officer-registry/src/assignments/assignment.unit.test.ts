import { isInForce, isRefused } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mainBeat, type Assignment, type AssignmentRole } from '../officers/assignment.ts';
import type { OfficerKind, OfficerState } from '../officers/officer.ts';
import { assign, endAll, endAssignment, handOver, transfer, type Wish } from './assignment.ts';
import {
  at,
  BEAT,
  CONTEXT,
  facts,
  fieldsOf,
  held,
  NOW,
  officer,
  OTHER,
  resultOf,
  wish,
} from '../../test/an-assignment.ts';

test('an active community officer becomes the primary of a free beat, from now on', () => {
  expect(assign(wish(), facts(), CONTEXT)).toEqual({
    assignment: {
      assignmentId: 'new',
      officerId: 'an-officer',
      beatId: 'beat',
      beat: { hromadaCode: 'H', starostaDistrictCode: '' },
      role: 'primary',
      deputyOrder: 0,
      startsAt: NOW,
      endsAt: undefined,
      recordedAt: NOW,
      endReason: undefined,
    },
    ended: [],
    changed: true,
  });
});

test.each<[OfficerKind, OfficerState, AssignmentRole, string]>([
  ['community', 'active', 'deputy', 'assigned'],
  ['community', 'on_leave', 'deputy', 'assigned'],
  ['community', 'candidate', 'deputy', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'selection', 'deputy', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'training', 'deputy', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'suspended', 'deputy', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'dismissed', 'deputy', 'OFFICER_NOT_ASSIGNABLE'],
  ['community', 'active', 'district', 'OFFICER_NOT_ASSIGNABLE'],
  ['patrol', 'active', 'primary', 'OFFICER_NOT_ASSIGNABLE'],
  ['district', 'active', 'primary', 'OFFICER_NOT_ASSIGNABLE'],
  ['district', 'active', 'district', 'assigned'],
  ['district', 'dismissed', 'district', 'OFFICER_NOT_ASSIGNABLE'],
])('a %s officer who is %s as %s: %s', (kind, state, role, result) => {
  expect(resultOf(assign(wish({ role }), facts({ officer: officer({ kind, state }) }), CONTEXT))).toBe(result);
});

test('nobody is assigned to a beat before it covers anything', () => {
  const young = facts({ beat: { ...BEAT, validFrom: at(-2) } });
  expect(fieldsOf(assign(wish({ startsAt: at(-3) }), young, CONTEXT))).toEqual(['start_time']);
  expect(fieldsOf(handOver(at(-3), young, CONTEXT))).toEqual(['start_time']);
  expect(fieldsOf(transfer(at(-3), young, CONTEXT))).toEqual(['start_time']);
  expect(resultOf(assign(wish({ startsAt: at(-2) }), young, CONTEXT))).toBe('assigned');
});

test('nobody is assigned to a beat that is occupied at the start; what the officer has stays', () => {
  const violation = { field: 'beat_id', rule: 'must not be occupied' };
  const primary = held(BEAT, { officerId: 'former' });
  const occupied = facts({ checkNotOccupied: (start) => (start >= at(5) ? [violation] : []), ofBeat: [primary] });
  expect(fieldsOf(assign(wish({ role: 'deputy', startsAt: at(5) }), occupied, CONTEXT))).toEqual(['beat_id']);
  expect(resultOf(assign(wish({ role: 'deputy', startsAt: at(4) }), occupied, CONTEXT))).toBe('assigned');
  expect(fieldsOf(handOver(at(5), occupied, CONTEXT))).toEqual(['beat_id']);
  expect(resultOf(handOver(at(4), occupied, CONTEXT))).toBe('assigned');
  expect(fieldsOf(transfer(at(5), occupied, CONTEXT))).toEqual(['beat_id']);
  const own = facts({ checkNotOccupied: () => [violation], officer: officer({ assignments: [held(BEAT)] }) });
  expect(assign(wish(), own, CONTEXT)).toMatchObject({ changed: false });
});

test('without a start, an assignment waits for a beat that another replica has just created', () => {
  const ahead = { ...BEAT, validFrom: at(0.001) };
  expect(assign(wish(), facts({ beat: ahead }), CONTEXT)).toMatchObject({ assignment: { startsAt: at(0.001) } });
});

test('a retired beat gets nobody', () => {
  const retired = { ...BEAT, retiredAt: at(-1) };
  expect(resultOf(assign(wish(), facts({ beat: retired }), CONTEXT))).toBe('BEAT_RETIRED');
  expect(resultOf(handOver(undefined, facts({ beat: retired }), CONTEXT))).toBe('BEAT_RETIRED');
  expect(resultOf(transfer(undefined, facts({ beat: retired }), CONTEXT))).toBe('BEAT_RETIRED');
});

test.each<[string, Partial<Wish>, string[]]>([
  ['an end before the start', { startsAt: at(2), endsAt: at(1) }, ['end_time']],
  ['an end at the start', { startsAt: at(1), endsAt: at(1) }, ['end_time']],
  ['an end that has passed, with a start now', { endsAt: at(-1) }, ['end_time']],
  ['a start before 1991', { startsAt: new Date(0) }, ['start_time']],
  ['a start in 11 years', { startsAt: at(11 * 366 * 24) }, ['start_time']],
  ['an end in 11 years', { endsAt: at(11 * 366 * 24) }, ['end_time']],
])('rejects %s', (_what, more, fields) => {
  expect(fieldsOf(assign(wish(more), facts(), CONTEXT))).toEqual(fields);
});

test.each<[string, Partial<Assignment>, Partial<Wish>, string]>([
  ['an open one', {}, {}, 'BEAT_TAKEN'],
  ['an open one later', {}, { startsAt: at(5) }, 'BEAT_TAKEN'],
  ['one that begins later', { startsAt: at(5) }, {}, 'BEAT_TAKEN'],
  ['one that begins when this one ends', { startsAt: at(5) }, { endsAt: at(5) }, 'assigned'],
  ['one that ends when this one begins', { endsAt: at(5) }, { startsAt: at(5) }, 'assigned'],
  ['one that ends a millisecond later', { endsAt: new Date(at(5).getTime() + 1) }, { startsAt: at(5) }, 'BEAT_TAKEN'],
  ['that of a deputy', { role: 'deputy' }, {}, 'assigned'],
  ['that of a district officer', { role: 'district' }, {}, 'assigned'],
])('beside %s, a primary: %s', (_what, other, given, result) => {
  const ofBeat = [held(BEAT, { officerId: 'another', ...other })];
  expect(resultOf(assign(wish(given), facts({ ofBeat }), CONTEXT))).toBe(result);
});

test('a beat has one district officer at a time', () => {
  const district = officer({ kind: 'district' });
  const ofBeat = [held(BEAT, { officerId: 'another', role: 'district' })];
  const given = wish({ role: 'district' });
  expect(resultOf(assign(given, facts({ officer: district, ofBeat }), CONTEXT))).toBe('BEAT_TAKEN');
});

test('a primary of one beat becomes the deputy, not the primary, of another', () => {
  const busy = officer({ assignments: [held(OTHER)] });
  expect(resultOf(assign(wish(), facts({ officer: busy }), CONTEXT))).toBe('OFFICER_HAS_BEAT');
  expect(resultOf(assign(wish({ role: 'deputy' }), facts({ officer: busy }), CONTEXT))).toBe('assigned');
});

test('a primary becomes the primary of another beat once the first assignment has ended', () => {
  const busy = officer({ assignments: [held(OTHER, { endsAt: at(5) })] });
  expect(resultOf(assign(wish(), facts({ officer: busy }), CONTEXT))).toBe('OFFICER_HAS_BEAT');
  expect(resultOf(assign(wish({ startsAt: at(5) }), facts({ officer: busy }), CONTEXT))).toBe('assigned');
});

test('an existing assignment changes nothing', () => {
  const before = held(BEAT, { startsAt: at(-9) });
  const known = facts({ officer: officer({ assignments: [before] }), ofBeat: [before] });
  expect(assign(wish(), known, CONTEXT)).toEqual({ assignment: before, ended: [], changed: false });
  expect(assign(wish({ startsAt: at(-9) }), known, CONTEXT)).toMatchObject({ changed: false });
  expect(resultOf(assign(wish({ startsAt: at(-8) }), known, CONTEXT))).toBe('ASSIGNMENT_OVERLAPS');
});

test('a deputy becomes the primary of the same beat, and is no deputy from then on', () => {
  const before = held(BEAT, { role: 'deputy', deputyOrder: 1 });
  const deputy = officer({ assignments: [before] });
  expect(assign(wish({ startsAt: at(3) }), facts({ officer: deputy, ofBeat: [before] }), CONTEXT)).toMatchObject({
    assignment: { role: 'primary', startsAt: at(3) },
    ended: [{ ...before, endsAt: at(3), endReason: 'role_changed' }],
  });
});

test('a primary does not become the deputy of the same beat, which would lose its primary', () => {
  const primary = officer({ assignments: [held(BEAT)] });
  const decision = assign(wish({ role: 'deputy' }), facts({ officer: primary, ofBeat: [held(BEAT)] }), CONTEXT);
  expect(resultOf(decision)).toBe('OFFICER_HAS_BEAT');
});

test('a deputy comes after the other deputies of the time, or has the requested order', () => {
  const ofBeat = [
    held(BEAT, { officerId: 'x', role: 'deputy', deputyOrder: 2 }),
    held(BEAT, { officerId: 'y', role: 'deputy', deputyOrder: 7, endsAt: NOW }),
  ];
  const orderOf = (more: Partial<Wish>) => {
    const decision = assign(wish({ role: 'deputy', ...more }), facts({ ofBeat }), CONTEXT);
    return isRefused(decision) ? decision.reason : decision.assignment.deputyOrder;
  };
  expect([orderOf({}), orderOf({ deputyOrder: 1 }), orderOf({ startsAt: at(-1) })]).toEqual([3, 1, 8]);
  expect([orderOf({ deputyOrder: 2 }), orderOf({ deputyOrder: 7 })]).toEqual(['DEPUTY_ORDER_TAKEN', 7]);
});

test('an assignment ends now or at a given time, and one that has not begun is cancelled', () => {
  const current = held(BEAT, { startsAt: at(-5) });
  expect(endAssignment(current, undefined, NOW)).toMatchObject({ endsAt: NOW, endReason: 'ended' });
  expect(endAssignment(current, at(4), NOW)).toMatchObject({ endsAt: at(4) });
  const future = held(BEAT, { startsAt: at(5) });
  expect(endAssignment(future, undefined, NOW)).toMatchObject({ startsAt: at(5), endsAt: at(5) });
  expect(resultOf(endAssignment(held(BEAT, { endsAt: at(1) }), at(1), NOW))).toBe('ASSIGNMENT_ENDED');
  expect(fieldsOf(endAssignment(future, at(4), NOW))).toEqual(['end_time']);
});

test('a beat that is retired ends what is open and cancels what is planned', () => {
  const [past, justEnded] = [held(BEAT, { endsAt: at(-1) }), held(BEAT, { endsAt: NOW })];
  const [open, planned] = [held(BEAT), held(BEAT, { startsAt: at(5) })];
  expect(endAll([past, justEnded, open, planned], NOW)).toEqual([
    { ...open, endsAt: NOW, endReason: 'beat_retired' },
    { ...planned, endsAt: at(5), endReason: 'beat_retired' },
  ]);
});

test('after any sequence of writes, a beat has at most one primary at any instant, and an officer one beat', () => {
  const step = fc.record({
    kind: fc.constantFrom('assign', 'hand over', 'transfer', 'end'),
    who: fc.constantFrom('a', 'b', 'c'),
    beat: fc.constantFrom(BEAT, OTHER),
    role: fc.constantFrom('primary' as const, 'deputy' as const),
    from: fc.integer({ min: 0, max: 6 }),
    hours: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const all = new Map<string, Assignment>();
      const save = (...changed: readonly Assignment[]) => changed.forEach((each) => all.set(each.assignmentId, each));
      for (const [index, { kind, who, beat, role, from, hours }] of steps.entries()) {
        const kept = [...all.values()].filter(({ startsAt, endsAt }) => endsAt === undefined || startsAt < endsAt);
        const own = officer({ officerId: who, assignments: kept.filter(({ officerId }) => officerId === who) });
        const known = { ...facts({ officer: own, beat }), ofBeat: kept.filter(({ beatId }) => beatId === beat.beatId) };
        const context = { now: NOW, newId: () => `assignment ${index}` };
        if (kind === 'assign') {
          const endsAt = hours === undefined ? undefined : at(from + hours);
          const decision = assign({ role, startsAt: at(from), endsAt, deputyOrder: 0 }, known, context);
          if (!isRefused(decision)) save(...decision.ended, decision.assignment);
        } else if (kind === 'end') {
          const [first] = own.assignments;
          const decision = first && endAssignment(first, at(from), NOW);
          if (decision !== undefined && !isRefused(decision)) save(decision);
        } else {
          const decision = (kind === 'transfer' ? transfer : handOver)(at(from), known, context);
          if (!isRefused(decision)) save(...decision.ended, decision.begun);
        }
      }
      for (let hour = 0; hour <= 12; hour += 1) {
        const now = [...all.values()].filter((each) => isInForce(each, at(hour)));
        const primaries = now.filter((each) => each.role === 'primary');
        expect(new Set(primaries.map(({ beatId }) => beatId)).size).toBe(primaries.length);
        expect(new Set(primaries.map(({ officerId }) => officerId)).size).toBe(primaries.length);
        expect(new Set(now.map(({ beatId, officerId }) => `${beatId} ${officerId}`)).size).toBe(now.length);
      }
    }),
  );
});

test('the main beat is the one of which the officer is primary, else the first one, at an instant', () => {
  const [first, second] = [held(OTHER, { role: 'deputy' }), held(BEAT, { endsAt: at(5) })];
  expect(mainBeat([first, second], NOW)).toBe(second.beat);
  expect(mainBeat([first, second], at(5))).toBe(first.beat);
  expect(mainBeat([], NOW)).toBeUndefined();
});
