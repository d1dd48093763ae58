import { isRefused } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { OFFICER_STATES, type OfficerRecord, type OfficerState } from './officer.ts';
import { changeState, checkStep } from './state-change.ts';

const NOW = new Date('2026-01-05T08:00:00Z');
const SINCE = new Date('2025-12-01T08:00:00Z');

const LEGAL: readonly string[] = [
  'candidate → selection',
  'selection → training',
  'training → active',
  'active → on_leave',
  'on_leave → active',
  'active → suspended',
  'on_leave → suspended',
  'suspended → active',
  'suspended → on_leave',
  ...everyoneButDismissed(),
];

test('of all transitions only the legal ones are accepted', () => {
  const taken = OFFICER_STATES.flatMap((from) =>
    OFFICER_STATES.filter((to) => !isRefused(step(from, to))).map((to) => `${from} → ${to}`),
  );
  expect(taken.toSorted()).toEqual(LEGAL.toSorted());
});

test.each<[OfficerState, string]>([
  ['active', 'ACTIVE → TRAINING is not a legal step; legal from ACTIVE: ON_LEAVE, SUSPENDED, DISMISSED'],
  ['candidate', 'CANDIDATE → TRAINING is not a legal step; legal from CANDIDATE: SELECTION, DISMISSED'],
  ['dismissed', 'DISMISSED → TRAINING is not a legal step: DISMISSED is final'],
])('the refusal for an officer who is %s names the legal transitions', (state, message) => {
  expect(step(state, 'training')).toMatchObject({
    kind: 'failed-precondition',
    reason: 'OFFICER_STEP_ILLEGAL',
    message,
  });
});

test('a change has the given time, else the current one, and is never before the last one', () => {
  const change = (effectiveAt: Date | undefined, since: Date) =>
    changeState(officer(), { state: 'on_leave', effectiveAt }, since, NOW);
  const yesterday = new Date('2026-01-04T08:00:00Z');
  const ahead = new Date(NOW.getTime() + 1);
  expect(change(yesterday, SINCE)).toEqual({ formerState: 'active', state: 'on_leave', changedAt: yesterday });
  expect(change(undefined, SINCE)).toMatchObject({ changedAt: NOW });
  expect(change(undefined, ahead)).toMatchObject({ changedAt: ahead });
});

test('a time may equal that of the last change, but not precede it', () => {
  const at = (effectiveAt: Date | undefined) => changeState(officer(), { state: 'on_leave', effectiveAt }, SINCE, NOW);
  expect(isRefused(at(undefined))).toBe(false);
  expect(isRefused(at(SINCE))).toBe(false);
  const before = new Date(SINCE.getTime() - 1);
  const refused = { kind: 'invalid-argument', reason: 'FIELDS_INVALID', violations: [{ field: 'effective_time' }] };
  expect(at(before)).toMatchObject(refused);
  // An invalid request is reported as such, whether its step is legal or not.
  expect(changeState(officer(), { state: 'training', effectiveAt: before }, SINCE, NOW)).toMatchObject(refused);
});

test.each<[string, Partial<Parameters<typeof checkStep>[0]>, string[]]>([
  ['no reason for a leave', {}, []],
  ['a reason on two lines', { reason: 'Наказ № 1\nвід 04.01.2026' }, []],
  ['500 characters', { reason: '𐓏'.repeat(500) }, []],
  ['501 characters', { reason: 'а'.repeat(501) }, ['reason']],
  ['megabytes', { reason: 'а'.repeat(4_000_000) }, ['reason']],
  ['a control character', { reason: 'а\u0000' }, ['reason']],
  ['an override of direction', { reason: 'а\u202eб' }, ['reason']],
  ['a suspension without a reason', { state: 'suspended' }, ['reason']],
  ['a dismissal with a blank reason', { state: 'dismissed', reason: ' \n\u00a0' }, ['reason']],
  ['a dismissal with a reason', { state: 'dismissed', reason: 'Наказ № 1' }, []],
  ['the current time', { effectiveAt: NOW }, []],
  ['a clock a minute ahead', { effectiveAt: new Date(NOW.getTime() + 60_000) }, []],
  ['a time in the future', { effectiveAt: new Date(NOW.getTime() + 60_001) }, ['effective_time']],
  ['an invalid date', { effectiveAt: new Date(Number.NaN) }, ['effective_time']],
])('%s', (_, given, fields) => {
  const violations = checkStep({ state: 'on_leave', reason: '', effectiveAt: undefined, ...given }, NOW);
  expect(violations.map(({ field }) => field)).toEqual(fields);
});

function everyoneButDismissed(): string[] {
  return OFFICER_STATES.filter((from) => from !== 'dismissed').map((from) => `${from} → dismissed`);
}

function step(from: OfficerState, to: OfficerState) {
  return changeState(officer({ state: from }), { state: to, effectiveAt: undefined }, SINCE, NOW);
}

function officer(more: Partial<OfficerRecord> = {}): OfficerRecord {
  return {
    officerId: '00000000-0000-7000-8000-000000000001',
    kind: 'community',
    state: 'active',
    serviceNumber: 'POG-1',
    patrolUnitCode: '',
    registeredAt: SINCE,
    assignments: [],
    ...more,
  };
}
