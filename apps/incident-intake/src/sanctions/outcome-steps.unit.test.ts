import { expect, test } from 'vitest';
import { INCIDENT_STATES } from '../incident/states.ts';
import { recordOutcome, revokeOutcome } from './outcome-steps.ts';
import { checkStatement } from '../incident/statement.ts';
import { aCase, changeOf, minutes, T0 } from '../../test/a-case.ts';

const RECORDED = {
  outcomeId: 'outcome-1',
  recordedAt: T0,
  revokedAt: undefined,
  outcome: { kind: 'pretrial_register', number: '12026020000000001' },
} as const;
const TOLD = { outcome_id: 'outcome-1', outcome_kind: 'pretrial_register' };

test.each(INCIDENT_STATES)('an outcome of an incident that is %s is added to it, unless it counts as none', (state) => {
  const incident = aCase({ state });
  const outcome = recordOutcome(incident, RECORDED);
  if (state === 'rejected' || state === 'duplicate') expect(outcome).toMatchObject({ reason: 'STEP_ILLEGAL' });
  else expect(changeOf(outcome)).toEqual({ incident, kind: 'outcome-recorded', happenedAt: T0, details: TOLD });
});

test('a slip is revoked once, also of an incident that was rejected since', () => {
  const incident = aCase({ state: 'rejected' });
  const { outcomeId, outcome } = RECORDED;
  const [now, revoked] = [minutes(5), { outcomeId, kind: outcome.kind, revokedAt: undefined }];
  expect(changeOf(revokeOutcome(incident, revoked, now))).toMatchObject({ kind: 'outcome-revoked', details: TOLD });
  const again = revokeOutcome(incident, { ...revoked, revokedAt: minutes(1) }, now);
  expect(again).toMatchObject({ reason: 'ALREADY_REVOKED' });
});

test('a reason has 1 to 500 characters', () => {
  const broken = (text: string): number => checkStatement(text, 'reason').length;
  expect([' ', 'я', '\u{1F525}'.repeat(500), 'я'.repeat(501)].map(broken)).toEqual([1, 0, 0, 1]);
});
