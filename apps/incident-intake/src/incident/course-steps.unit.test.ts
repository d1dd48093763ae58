import { expect, test } from 'vitest';
import { NO_CASUALTIES } from '@safe-community/domain-kit';
import { correctCasualties } from './corrections.ts';
import { dispatchResponder } from './responders.ts';
import { close, reject, reopen, resolve } from './steps.ts';
import type { IncidentCase } from './incident-case.ts';
import { INCIDENT_STATES, legalStates, type IncidentState } from './states.ts';
import { recordProgress } from './responders.ts';
import { triage } from './steps.ts';
import { aCase, aResponder, changeOf, minutes, POLICY } from '../../test/a-case.ts';

const NOW = minutes(5);
const SENT = aResponder();
const ARRIVED = aResponder({ onSceneAt: minutes(2) });
const DISPATCH = { kind: 'police', unit: '7', homeHromadaCode: '', officerIds: [], dispatchedAt: undefined } as const;
const progressOf = (progress: 'en_route' | 'on_scene' | 'left' | 'cancelled') => ({
  progress,
  progressAt: undefined,
  officerIds: [],
});

const STEPS = {
  triage: (incident: IncidentCase) => triage(incident, 'high', POLICY, NOW),
  dispatch: (incident: IncidentCase) => dispatchResponder(incident, 'unit-2', DISPATCH, undefined, POLICY, NOW),
  'en route': (incident: IncidentCase) =>
    recordProgress(incident, SENT.responderId, progressOf('en_route'), POLICY, NOW),
  'on scene': (incident: IncidentCase) =>
    recordProgress(incident, SENT.responderId, progressOf('on_scene'), POLICY, NOW),
  leave: (incident: IncidentCase) => recordProgress(incident, ARRIVED.responderId, progressOf('left'), POLICY, NOW),
  cancel: (incident: IncidentCase) => recordProgress(incident, SENT.responderId, progressOf('cancelled'), POLICY, NOW),
  resolve: (incident: IncidentCase) => resolve(incident, POLICY, NOW),
  close: (incident: IncidentCase) => close(incident, POLICY, NOW),
  reject: (incident: IncidentCase) => reject(incident, false, POLICY, NOW),
  reopen: (incident: IncidentCase) => reopen(incident, '', POLICY, NOW),
  correct: (incident: IncidentCase) =>
    correctCasualties(incident, { casualties: NO_CASUALTIES, lastDeathAt: undefined }, NOW),
} satisfies Record<string, (incident: IncidentCase) => object>;

type StepName = keyof typeof STEPS;

/** The steps that each state allows, and the next state; any other step is rejected. */
const LEGAL: Record<IncidentState, Partial<Record<StepName, IncidentState>>> = {
  received: { triage: 'triaged', reject: 'rejected', correct: 'received' },
  triaged: {
    triage: 'triaged',
    dispatch: 'dispatched',
    leave: 'triaged',
    cancel: 'triaged',
    reject: 'rejected',
    correct: 'triaged',
  },
  dispatched: {
    dispatch: 'dispatched',
    'en route': 'en_route',
    'on scene': 'on_scene',
    leave: 'dispatched',
    cancel: 'triaged',
    reject: 'rejected',
    correct: 'dispatched',
  },
  en_route: {
    dispatch: 'en_route',
    'en route': 'en_route',
    'on scene': 'on_scene',
    leave: 'en_route',
    cancel: 'triaged',
    reject: 'rejected',
    correct: 'en_route',
  },
  on_scene: {
    dispatch: 'on_scene',
    'en route': 'on_scene',
    'on scene': 'on_scene',
    leave: 'on_scene',
    cancel: 'on_scene',
    resolve: 'resolved',
    reject: 'rejected',
    correct: 'on_scene',
  },
  resolved: { leave: 'resolved', cancel: 'resolved', close: 'closed', reopen: 'reopened', correct: 'resolved' },
  closed: { leave: 'closed', cancel: 'closed', reopen: 'reopened', correct: 'closed' },
  rejected: { leave: 'rejected', cancel: 'rejected', reopen: 'reopened', correct: 'rejected' },
  duplicate: {},
  reopened: {
    triage: 'triaged',
    dispatch: 'dispatched',
    leave: 'reopened',
    cancel: 'reopened',
    reject: 'rejected',
    correct: 'reopened',
  },
};

const REFUSALS: Record<IncidentState, string> = {
  received: 'the incident is received: it can be triaged or rejected',
  triaged: 'the incident is triaged: it can be triaged, dispatched or rejected',
  dispatched: 'the incident is dispatched: it can be dispatched, reached by its responders or rejected',
  en_route: 'the incident is en route: it can be dispatched, reached by its responders or rejected',
  on_scene: 'the incident is on scene: it can be dispatched, reached by its responders, resolved or rejected',
  resolved: 'the incident is resolved: it can be closed or reopened',
  closed: 'the incident is closed: it can be reopened',
  rejected: 'the incident is rejected: it can be reopened',
  duplicate: 'the incident is duplicate: it can be unmerged',
  reopened: 'the incident is reopened: it can be triaged, dispatched or rejected',
};

const table = INCIDENT_STATES.flatMap((state) =>
  (Object.keys(STEPS) as StepName[]).map((step) => ({ state, step, to: LEGAL[state][step] })),
);

test.each(table)('$state: $step leads to $to, or is rejected with the legal steps', ({ state, step, to }) => {
  const responders = [step === 'leave' ? ARRIVED : SENT];
  const outcome = STEPS[step](aCase({ state, responders }));
  if (to === undefined) {
    expect(outcome).toMatchObject({ reason: 'STEP_ILLEGAL', message: REFUSALS[state] });
  } else {
    expect(changeOf(outcome).incident.state).toBe(to);
  }
});

test('every state that a step leads to is one that the contract names', () => {
  const moves = table.filter(({ state, to }) => to !== undefined && to !== state);
  expect(moves.filter(({ state, to }) => !legalStates(state, false).includes(to ?? state))).toEqual([]);
});

test('a state never begins before the former one, even if a clock went back', () => {
  const ahead = aCase({ state: 'resolved', stateSince: minutes(6) });
  expect(changeOf(close(ahead, POLICY, NOW)).incident.stateSince).toEqual(minutes(6));
});

test('a triage sets the urgency and the due time of dispatch', () => {
  const { incident, kind, details } = changeOf(triage(aCase(), 'normal', POLICY, NOW));
  expect(kind).toBe('triaged');
  expect(details).toEqual({ urgency: 'normal', urgency_before: 'immediate' });
  expect(incident).toMatchObject({ urgency: 'normal', stateSince: NOW });
  expect(incident.dueAt?.getTime()).toBe(NOW.getTime() + POLICY.expected.normal.toDispatch);
});

test('a triaged incident keeps the time of its first triage when the urgency changes', () => {
  const triaged = changeOf(triage(aCase(), 'low', POLICY, minutes(1))).incident;
  const { incident } = changeOf(triage(triaged, 'high', POLICY, NOW));
  expect(incident).toMatchObject({ urgency: 'high', stateSince: minutes(1) });
  expect(incident.dueAt?.getTime()).toBe(minutes(1).getTime() + POLICY.expected.high.toDispatch);
});

test('retention counts from the close; reopening stops it', () => {
  const closed = changeOf(close(aCase({ state: 'resolved' }), POLICY, NOW)).incident;
  expect(closed.eraseAt?.getTime()).toBe(NOW.getTime() + POLICY.retentionDays * 24 * 3_600_000);
  expect(closed.dueAt).toBeUndefined();
  const reopened = changeOf(reopen(closed, '', POLICY, minutes(9))).incident;
  expect(reopened.eraseAt).toBeUndefined();
  expect(reopened.dueAt?.getTime()).toBe(minutes(9).getTime() + POLICY.expected.immediate.toTriage);
});

test.each(Object.entries(STEPS))('%s does not mutate its input', (_step, take) => {
  for (const state of INCIDENT_STATES) {
    const given = aCase({ state, responders: [SENT, ARRIVED] });
    const copy = structuredClone(given);
    take(given);
    expect(given).toEqual(copy);
  }
});
