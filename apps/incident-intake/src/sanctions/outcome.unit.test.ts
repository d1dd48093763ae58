import { expect, test } from 'vitest';
import { INCIDENT_STATES } from '../incident/states.ts';
import { recordOutcome, revokeOutcome } from './outcome.ts';
import { checkStatement } from '../incident/statement.ts';
import { aCase, changeOf, minutes, T0 } from '../../test/a-case.ts';

const RECORDED = {
  outcomeId: 'outcome-1',
  recordedAt: T0,
  revokedAt: undefined,
  outcome: { kind: 'pretrial_register', number: '12026020000000001' },
} as const;
const DETAILS = { outcome_id: 'outcome-1', outcome_kind: 'pretrial_register' };

test.each(INCIDENT_STATES)('adds an outcome to an incident that is %s, unless it is not counted', (state) => {
  const incident = aCase({ state });
  const outcome = recordOutcome(incident, RECORDED);
  if (state === 'rejected' || state === 'duplicate') expect(outcome).toMatchObject({ reason: 'STEP_ILLEGAL' });
  else expect(changeOf(outcome)).toEqual({ incident, kind: 'outcome-recorded', happenedAt: T0, details: DETAILS });
});

test('revokes a mistaken outcome once, also after the incident was rejected', () => {
  const incident = aCase({ state: 'rejected' });
  const { outcomeId, outcome } = RECORDED;
  const [now, revoked] = [minutes(5), { outcomeId, kind: outcome.kind, revokedAt: undefined }];
  expect(changeOf(revokeOutcome(incident, revoked, now))).toMatchObject({ kind: 'outcome-revoked', details: DETAILS });
  const again = revokeOutcome(incident, { ...revoked, revokedAt: minutes(1) }, now);
  expect(again).toMatchObject({ reason: 'ALREADY_REVOKED' });
});

test('a reason has 1 to 500 characters', () => {
  const broken = (text: string): number => checkStatement(text, 'reason').length;
  expect([' ', 'я', '\u{1F525}'.repeat(500), 'я'.repeat(501)].map(broken)).toEqual([1, 0, 0, 1]);
});
