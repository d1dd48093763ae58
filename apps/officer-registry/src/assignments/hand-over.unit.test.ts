import { expect, test } from 'vitest';
import { handOver, transfer, type AssignmentFacts } from './assignment.ts';
import { at, BEAT, CONTEXT, facts, held, NOW, officer, OTHER, resultOf } from '../../test/an-assignment.ts';

test('a hand-over leaves no gap, and the next primary serves as long as the former would have', () => {
  const former = held(BEAT, { officerId: 'former', endsAt: at(9) });
  const deputy = held(BEAT, { role: 'deputy', deputyOrder: 1 });
  const known = facts({ ofBeat: [former, deputy], officer: officer({ assignments: [deputy] }) });
  expect(handOver(at(3), known, CONTEXT)).toMatchObject({
    ended: [
      { officerId: 'former', endsAt: at(3), endReason: 'handed_over' },
      { officerId: 'an-officer', endsAt: at(3), endReason: 'role_changed' },
    ],
    begun: { officerId: 'an-officer', role: 'primary', startsAt: at(3), endsAt: at(9) },
  });
});

test.each<[string, Partial<AssignmentFacts>, string]>([
  ['a vacant beat', { ofBeat: [] }, 'BEAT_VACANT'],
  ['a beat whose primary has left', { ofBeat: [held(BEAT, { officerId: 'x', endsAt: NOW })] }, 'BEAT_VACANT'],
  ['a beat with a deputy only', { ofBeat: [held(BEAT, { officerId: 'x', role: 'deputy' })] }, 'BEAT_VACANT'],
  [
    'the primary themselves',
    { officer: officer({ assignments: [held(BEAT)] }), ofBeat: [held(BEAT)] },
    'OFFICER_HAS_BEAT',
  ],
  ['the primary of another beat', { officer: officer({ assignments: [held(OTHER)] }) }, 'OFFICER_HAS_BEAT'],
  ['a dismissed officer', { officer: officer({ state: 'dismissed' }) }, 'OFFICER_NOT_ASSIGNABLE'],
])('no hand-over with %s: %s', (_what, more, result) => {
  const known = facts({ ofBeat: [held(BEAT, { officerId: 'former' })], ...more });
  expect(resultOf(handOver(undefined, known, CONTEXT))).toBe(result);
});

test('a transfer ends one assignment and begins the other at the same instant', () => {
  const former = held(OTHER, { endsAt: at(9) });
  const known = facts({ officer: officer({ assignments: [former] }) });
  expect(transfer(at(2), known, CONTEXT)).toMatchObject({
    ended: [{ beatId: 'other', endsAt: at(2), endReason: 'transferred' }],
    begun: { beatId: 'beat', role: 'primary', startsAt: at(2), endsAt: at(9) },
  });
});

test.each<[string, Partial<AssignmentFacts>, string]>([
  ['of an officer without a beat', { officer: officer() }, 'OFFICER_WITHOUT_BEAT'],
  ['of a deputy', { officer: officer({ assignments: [held(OTHER, { role: 'deputy' })] }) }, 'OFFICER_WITHOUT_BEAT'],
  ['to the same beat', { officer: officer({ assignments: [held(BEAT)] }) }, 'OFFICER_HAS_BEAT'],
  ['to a beat with a primary', { ofBeat: [held(BEAT, { officerId: 'x' })] }, 'BEAT_TAKEN'],
  ['to a beat with a later primary', { ofBeat: [held(BEAT, { officerId: 'x', startsAt: at(7) })] }, 'BEAT_TAKEN'],
])('no transfer %s: %s', (_what, more, result) => {
  const known = facts({ officer: officer({ assignments: [held(OTHER)] }), ...more });
  expect(resultOf(transfer(undefined, known, CONTEXT))).toBe(result);
});
