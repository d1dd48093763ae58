import { expect, test } from 'vitest';
import { dispatchResponder, dueTime, recordProgress, triage } from '../incident/module.ts';
import { escalate, MAX_ESCALATIONS } from './escalation.ts';
import { aCase, aResponder, changeOf, minutes, POLICY } from '../../test/a-case.ts';

const NOW = minutes(90);
const POLICE = { kind: 'police', unit: '7', homeHromadaCode: '', officerIds: [], dispatchedAt: undefined } as const;
const LEFT = { progress: 'left', progressAt: undefined, officerIds: [] } as const;

const LATE = aCase({ state: 'dispatched', responders: [aResponder()], dueAt: minutes(15) });
const ESCALATED = escalate(LATE, {
  deputyOfficerId: '',
  dueAgainAt: dueTime(POLICY, { ...LATE, stateSince: minutes(80) }),
  now: minutes(80),
}).change.incident;

test('a further responder does not shorten the time that an escalation gave', () => {
  const { incident } = changeOf(dispatchResponder(ESCALATED, 'unit-2', POLICE, undefined, POLICY, NOW));
  expect(incident).toMatchObject({ state: 'dispatched', escalationLevel: 1, dueAt: ESCALATED.dueAt });
});

test('after the last level, a step within the state sets no new due time', () => {
  const responders = [aResponder({ onSceneAt: minutes(2) })];
  const late = aCase({ state: 'on_scene', responders, escalationLevel: MAX_ESCALATIONS });
  const [responder] = responders;
  if (responder === undefined) throw new Error('there is one');
  const { incident } = changeOf(recordProgress(late, responder.responderId, LEFT, POLICY, NOW));
  expect(incident).toMatchObject({ state: 'on_scene', escalationLevel: MAX_ESCALATIONS, dueAt: undefined });
});

test('another urgency of an escalated incident sets its own due time, from now', () => {
  const late = aCase({ state: 'triaged', urgency: 'low', dueAt: minutes(9_000), escalationLevel: 2 });
  const { incident } = changeOf(triage(late, 'high', POLICY, NOW));
  expect(incident.dueAt?.getTime()).toBe(NOW.getTime() + POLICY.expected.high.toDispatch);
});

test('after the last level, another urgency sets no new due time', () => {
  const late = aCase({ state: 'triaged', urgency: 'low', escalationLevel: MAX_ESCALATIONS });
  const { incident } = changeOf(triage(late, 'high', POLICY, NOW));
  expect(incident).toMatchObject({ urgency: 'high', escalationLevel: MAX_ESCALATIONS, dueAt: undefined });
});

test('the next state begins without escalations', () => {
  const arrived = { progress: 'on_scene', progressAt: undefined, officerIds: [] } as const;
  const { incident } = changeOf(recordProgress(ESCALATED, aResponder().responderId, arrived, POLICY, NOW));
  expect(incident).toMatchObject({ state: 'on_scene', escalationLevel: 0 });
  expect(incident.dueAt?.getTime()).toBe(NOW.getTime() + POLICY.expected.immediate.toResolution);
});
