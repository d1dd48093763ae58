import { isRefused } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import type { IncidentCase } from './incident-case.ts';
import { INCIDENT_STATES } from './states.ts';
import { merge, unmerge, type BothChanges } from './merge.ts';
import { aCase, minutes, POLICY } from '../../test/a-case.ts';

const PRIMARY_ID = '019c8a00-0000-7000-8000-000000000009';
const primary = (more: Partial<IncidentCase> = {}): IncidentCase => aCase({ incidentId: PRIMARY_ID, ...more });

const MERGEABLE = INCIDENT_STATES.filter((state) => state !== 'duplicate' && state !== 'rejected');

test.each(MERGEABLE)(
  'merges an incident that is %s, clears its due time, and unmerges it to the same state',
  (state) => {
    const before = aCase({ state, version: 4, dueAt: minutes(5), escalationLevel: 2 });
    const { duplicate, primary: other } = both(merge(before, primary(), false, POLICY, minutes(10)));
    expect(duplicate).toMatchObject({
      kind: 'merged-into',
      happenedAt: minutes(10),
      details: { primary_incident_id: PRIMARY_ID },
      incident: { state: 'duplicate', mergedInto: PRIMARY_ID, stateBeforeMerge: state, dueAt: undefined, version: 4 },
    });
    expect(duplicate.incident.eraseAt).toEqual(minutes(10 + POLICY.retentionDays * 24 * 60));
    expect(other).toEqual({
      incident: primary(),
      kind: 'duplicate-added',
      happenedAt: minutes(10),
      details: { duplicate_incident_id: before.incidentId },
    });
    const back = both(unmerge(duplicate.incident, other.incident, '', POLICY, minutes(20)));
    expect(back.duplicate).toMatchObject({ kind: 'unmerged', details: { primary_incident_id: PRIMARY_ID } });
    expect(back.duplicate.incident).toMatchObject({ state, mergedInto: undefined, stateBeforeMerge: undefined });
    expect(back.duplicate.incident.stateSince).toEqual(minutes(20));
    expect(back.primary).toMatchObject({ kind: 'duplicate-removed', incident: primary() });
  },
);

test('the due time of an unmerged incident counts from the unmerge', () => {
  const { duplicate } = both(merge(aCase(), primary(), false, POLICY, minutes(10)));
  const { duplicate: back } = both(unmerge(duplicate.incident, primary(), '', POLICY, minutes(60)));
  expect(back.incident.dueAt).toEqual(minutes(60 + POLICY.expected.immediate.toTriage / 60_000));
  expect(back.incident.eraseAt).toBeUndefined();
});

test.each([
  ['an incident that is rejected', { state: 'rejected' }, {}, false, 'STEP_ILLEGAL'],
  ['a duplicate', { state: 'duplicate', mergedInto: PRIMARY_ID }, {}, false, 'STEP_ILLEGAL'],
  ['into a rejected one', {}, { state: 'rejected' }, false, 'STEP_ILLEGAL'],
  ['into a duplicate', {}, { state: 'duplicate' }, false, 'STEP_ILLEGAL'],
  ['an incident with duplicates', {}, {}, true, 'HAS_DUPLICATES'],
  ['into a test', {}, { isTest: true }, false, 'STEP_ILLEGAL'],
  ['of a test into a real incident', { isTest: true }, {}, false, 'STEP_ILLEGAL'],
  ['an incident of another category', {}, { category: 'gas' }, false, 'CATEGORIES_DIFFER'],
] as const)('refuses to merge %s', (_, one, other, hasDuplicates, reason) => {
  expect(merge(aCase(one), primary(other), hasDuplicates, POLICY, minutes(1))).toMatchObject({ reason: reason });
});

test.each(INCIDENT_STATES.filter((state) => state !== 'duplicate'))(
  'does not unmerge an incident that is %s',
  (state) => {
    const refused = unmerge(aCase({ state }), primary(), '', POLICY, minutes(1));
    expect(refused).toMatchObject({ reason: 'STEP_ILLEGAL' });
  },
);

test('does not unmerge a duplicate of another incident', () => {
  const lost = aCase({ state: 'duplicate', mergedInto: 'other', stateBeforeMerge: 'received' });
  expect(unmerge(lost, primary(), '', POLICY, minutes(1))).toMatchObject({ reason: 'STEP_ILLEGAL' });
});

test('never sets the time of a state back', () => {
  const ahead: Partial<IncidentCase> = { stateSince: minutes(30) };
  const { duplicate } = both(merge(aCase(ahead), primary(), false, POLICY, minutes(10)));
  expect(duplicate.incident.stateSince).toEqual(minutes(30));
  const { duplicate: back } = both(unmerge(duplicate.incident, primary(), '', POLICY, minutes(20)));
  expect(back.incident.stateSince).toEqual(minutes(30));
});

function both(outcome: ReturnType<typeof merge>): BothChanges {
  if (isRefused(outcome)) throw new Error(outcome.message);
  return outcome;
}
