import { expect, test } from 'vitest';
import { changeState, checkChange, checkEffectiveTime } from '../src/domain/change-state.ts';
import {
  mainBeat,
  OFFICER_STATES,
  type Assignment,
  type OfficerKind,
  type OfficerRecord,
  type OfficerState,
} from '../src/domain/officer.ts';

const NOW = new Date('2026-01-05T08:00:00Z');
const SINCE = new Date('2025-12-01T08:00:00Z');

const LEGAL: Readonly<Record<OfficerKind, readonly string[]>> = {
  community: [
    'candidate → selection',
    'selection → training',
    'training → active',
    'active → on_leave',
    'on_leave → active',
    'active → suspended',
    'on_leave → suspended',
    'suspended → active',
    ...everyoneButDismissed(),
  ],
  patrol: [
    'active → on_leave',
    'on_leave → active',
    'active → suspended',
    'on_leave → suspended',
    'suspended → active',
    ...everyoneButDismissed(),
  ],
};

test.each<OfficerKind>(['community', 'patrol'])(
  'of all steps of a %s officer just the legal ones are taken',
  (kind) => {
    const taken = OFFICER_STATES.flatMap((from) =>
      OFFICER_STATES.filter((to) => 'outcome' in step(kind, from, to)).map((to) => `${from} → ${to}`),
    );
    expect(taken.toSorted()).toEqual(LEGAL[kind].toSorted());
  },
);

test.each<[OfficerKind, OfficerState, string]>([
  ['community', 'active', 'ACTIVE → TRAINING is no legal step; from ACTIVE are legal: ON_LEAVE, SUSPENDED, DISMISSED'],
  ['patrol', 'candidate', 'CANDIDATE → TRAINING is no legal step; from CANDIDATE are legal: DISMISSED'],
  ['community', 'dismissed', 'DISMISSED → TRAINING is no legal step: it is final'],
])('a %s officer who is %s is told what is legal', (kind, state, message) => {
  expect(step(kind, state, 'training')).toEqual({ obstacle: { reason: 'OFFICER_STEP_ILLEGAL', message } });
});

test('a change is of the time that is said, else of now, and never before the last one', () => {
  const change = (said: Date | undefined, since: Date) => changeState(officer(), 'on_leave', said, since, NOW);
  const yesterday = new Date('2026-01-04T08:00:00Z');
  const ahead = new Date(NOW.getTime() + 1);
  expect(change(yesterday, SINCE)).toEqual({
    outcome: { formerState: 'active', state: 'on_leave', changedAt: yesterday },
  });
  expect(change(undefined, SINCE)).toMatchObject({ outcome: { changedAt: NOW } });
  expect(change(undefined, ahead)).toMatchObject({ outcome: { changedAt: ahead } });
});

test('a time may be that of the last change, but not before it', () => {
  expect(checkEffectiveTime(undefined, SINCE)).toEqual([]);
  expect(checkEffectiveTime(SINCE, SINCE)).toEqual([]);
  expect(checkEffectiveTime(new Date(SINCE.getTime() - 1), SINCE)).toMatchObject([{ field: 'effective_time' }]);
});

test.each<[string, Partial<Parameters<typeof checkChange>[0]>, string[]]>([
  ['no reason for a leave', {}, []],
  ['a reason on two lines', { reason: 'Наказ № 1\nвід 04.01.2026' }, []],
  ['500 characters', { reason: '𐓏'.repeat(500) }, []],
  ['501 characters', { reason: 'а'.repeat(501) }, ['reason']],
  ['megabytes', { reason: 'а'.repeat(4_000_000) }, ['reason']],
  ['a control character', { reason: 'а\u0000' }, ['reason']],
  ['an override of direction', { reason: 'а\u202eб' }, ['reason']],
  ['a suspension without a reason', { state: 'suspended' }, ['reason']],
  ['a dismissal for a blank', { state: 'dismissed', reason: ' \n\u00a0' }, ['reason']],
  ['a dismissal for a reason', { state: 'dismissed', reason: 'Наказ № 1' }, []],
  ['an unknown state', { state: undefined }, ['state']],
  ['a time of now', { effectiveAt: NOW }, []],
  ['a clock a minute ahead', { effectiveAt: new Date(NOW.getTime() + 60_000) }, []],
  ['a time in the future', { effectiveAt: new Date(NOW.getTime() + 60_001) }, ['effective_time']],
  ['a time that is none', { effectiveAt: new Date(Number.NaN) }, ['effective_time']],
])('%s', (_, said, fields) => {
  const violations = checkChange({ state: 'on_leave', reason: '', effectiveAt: undefined, ...said }, NOW);
  expect(violations.map(({ field }) => field)).toEqual(fields);
});

test('an officer is known by the beat of the primary, else by the first one', () => {
  const [first, second] = [part('UA05020010000053508', 'deputy'), part('UA05020030000031457', 'primary')];
  expect(mainBeat([first, second])).toBe(second.beat);
  expect(mainBeat([first, { ...second, role: 'deputy' }])).toBe(first.beat);
  expect(mainBeat([])).toBeUndefined();
});

function everyoneButDismissed(): string[] {
  return OFFICER_STATES.filter((from) => from !== 'dismissed').map((from) => `${from} → dismissed`);
}

function step(kind: OfficerKind, from: OfficerState, to: OfficerState) {
  return changeState(officer({ kind, state: from }), to, undefined, SINCE, NOW);
}

function officer(more: Partial<OfficerRecord> = {}): OfficerRecord {
  return {
    officerId: '00000000-0000-7000-8000-000000000001',
    kind: 'community',
    state: 'active',
    serviceNumber: 'POG-1',
    patrolUnitCode: '',
    registeredAt: SINCE,
    demonstration: false,
    assignments: [],
    ...more,
  };
}

function part(hromadaCode: string, role: Assignment['role']): Assignment {
  return { beat: { hromadaCode, starostaDistrictCode: '' }, role, assignedAt: SINCE };
}
