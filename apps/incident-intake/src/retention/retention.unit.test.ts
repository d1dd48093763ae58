import { expect, test } from 'vitest';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { enterState } from '../incident/steps.ts';
import { INCIDENT_STATES } from '../incident/states.ts';
import type { IncidentCase } from '../incident/incident-case.ts';
import { receive } from '../reporting/receive.ts';
import { erase, placeHold, releaseHold } from './retention.ts';
import { NOW, PLAIN_REPORT } from '../../test/arbitrary-report.ts';

const DAY_MS = 24 * 3_600_000;
const [policy] = BUILT_IN.filter(({ category }) => category === 'fire');
const RECEIPT = {
  incidentId: 'id',
  receivedAt: NOW,
  hromadaCode: 'UA-HERE',
  hromadaDerived: false,
  isTest: false,
  reportedAsTest: false,
  oblastCode: 'UA-OBLAST',
  responsibleOfficerId: '',
  alerted: [],
  policy: policy!,
  catalogueRevision: 1,
  targets: [],
};
const RECEIVED: IncidentCase = receive(PLAIN_REPORT, RECEIPT);
const CLOSED = enterState(RECEIVED, 'closed', NOW, policy!);
const GROUND = { scheduled: false, ground: 'заява' } as const;

test.each(INCIDENT_STATES)('an incident in state %s is erased only if it has ended', (state) => {
  const outcome = erase(enterState(RECEIVED, state, NOW, policy!), GROUND, NOW);
  if (['closed', 'rejected', 'duplicate'].includes(state)) {
    expect(outcome).toMatchObject({ kind: 'personal-data-erased', incident: { state, erasedAt: NOW } });
  } else {
    expect(outcome).toMatchObject({ reason: 'INCIDENT_OPEN' });
  }
});

test('personal data is due after the number of days that the policy sets', () => {
  expect(CLOSED.eraseAt?.getTime()).toBe(NOW.getTime() + policy!.retentionDays * DAY_MS);
});

test('an imported incident, which is never closed here, may be erased', () => {
  const imported = receive(PLAIN_REPORT, { ...RECEIPT, source: { system: 'city-112', externalId: '1' } });
  expect(erase(imported, GROUND, NOW)).toMatchObject({ kind: 'personal-data-erased' });
});

test('a hold blocks scheduled and requested erasure', () => {
  const held = { ...CLOSED, legalHold: true };
  expect(erase(held, { scheduled: true }, NOW)).toMatchObject({ reason: 'LEGAL_HOLD' });
  expect(erase(held, GROUND, NOW)).toMatchObject({ reason: 'LEGAL_HOLD' });
});

test('the history names the ground of a requested erasure; a scheduled one has none', () => {
  expect(erase(CLOSED, GROUND, NOW)).toMatchObject({ details: { scheduled: 'false', ground: 'заява' } });
  expect(erase(CLOSED, { scheduled: true }, NOW)).toMatchObject({ details: { scheduled: 'true' } });
});

test('an erasure changes no counted figure', () => {
  const { incident } = erase(CLOSED, GROUND, NOW) as { incident: IncidentCase };
  expect(incident).toEqual({ ...CLOSED, erasedAt: NOW });
});

test('a hold may be placed at any time before the erasure', () => {
  expect(placeHold(RECEIVED, 'a', NOW)).toMatchObject({ incident: { legalHold: true }, details: { hold_id: 'a' } });
  expect(placeHold({ ...CLOSED, erasedAt: NOW }, 'a', NOW)).toMatchObject({ reason: 'PERSONAL_DATA_ERASED' });
});

test('only the release of the last hold permits the erasure', () => {
  const held = { ...CLOSED, legalHold: true };
  expect(releaseHold(held, 'a', ['a', 'b'], NOW)).toMatchObject({ incident: { legalHold: true } });
  expect(releaseHold(held, 'b', ['b'], NOW)).toMatchObject({ incident: { legalHold: false } });
});
