import { isRefused, notFound } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctCasualties } from './corrections.ts';
import { dispatchResponder } from './responders.ts';
import { close, reject, reopen, resolve, type PlainStep } from './steps.ts';
import { type CaseChange, type IncidentCase, type Responder } from './incident-case.ts';
import { isOpen, legalStates } from './states.ts';
import { recordProgress } from './responders.ts';
import { isOnItsWay } from './responders.ts';
import { triage } from './steps.ts';
import { URGENCIES } from '../catalogue/module.ts';
import { aCase, POLICY, T0 } from '../../test/a-case.ts';
import { casualties } from '../../test/messages.ts';

type Command = (incident: IncidentCase, now: Date) => object;

/** The time of a step: close to now, sometimes absent, sometimes out of range. */
const toldTime = fc.option(fc.integer({ min: -20 * 60_000, max: 120_000 }), { nil: undefined });
const before = (now: Date, offset: number | undefined): Date | undefined =>
  offset === undefined ? undefined : new Date(now.getTime() + offset);

const dispatching = fc.tuple(fc.uuid(), toldTime).map(([id, offset]): Command => {
  const plain = { kind: 'rescue', unit: '1', homeHromadaCode: '', officerIds: [] } as const;
  return (incident, now) =>
    dispatchResponder(incident, id, { ...plain, dispatchedAt: before(now, offset) }, undefined, POLICY, now);
});

const progressing = fc
  .tuple(fc.nat(), fc.constantFrom('en_route', 'on_scene', 'left', 'cancelled'), toldTime)
  .map(([index, progress, offset]): Command => (incident, now) => {
    const responder = incident.responders[index % incident.responders.length];
    if (responder === undefined) return notFound('responder');
    return recordProgress(
      incident,
      responder.responderId,
      { progress, progressAt: before(now, offset), officerIds: [] },
      POLICY,
      now,
    );
  });

const correcting = fc.tuple(fc.nat(3), toldTime).map(([killed, offset]): Command => {
  const counts = casualties({ killed });
  return (incident, now) => correctCasualties(incident, { casualties: counts, lastDeathAt: before(now, offset) }, now);
});

const reopenAnew: PlainStep = (incident, policy, now) => reopen(incident, '', policy, now);
const rejectFalse: PlainStep = (incident, policy, now) => reject(incident, false, policy, now);
const rejectTest: PlainStep = (incident, policy, now) => reject(incident, true, policy, now);
const plain = fc.constantFrom(resolve, close, rejectFalse, rejectTest, reopenAnew);
const command = fc.oneof(
  fc.constantFrom(...URGENCIES).map(
    (urgency): Command =>
      (incident, now) =>
        triage(incident, urgency, POLICY, now),
  ),
  { weight: 3, arbitrary: dispatching },
  { weight: 5, arbitrary: progressing },
  {
    weight: 2,
    arbitrary: plain.map(
      (step): Command =>
        (incident, now) =>
          step(incident, POLICY, now),
    ),
  },
  correcting,
);

/** The clock moves on, and sometimes slightly back. */
const tick = fc.integer({ min: -2_000, max: 10 * 60_000 });
const arriving: Command = (incident, now) => {
  const [first] = incident.responders;
  if (first === undefined) return notFound('responder');
  return recordProgress(
    incident,
    first.responderId,
    { progress: 'on_scene', progressAt: undefined, officerIds: [] },
    POLICY,
    now,
  );
};
const sending: Command = (incident, now) => {
  const dispatch = { kind: 'rescue', unit: '1', homeHromadaCode: '', officerIds: [], dispatchedAt: undefined } as const;
  return dispatchResponder(incident, 'first', dispatch, undefined, POLICY, now);
};
/** The most common steps: random ones alone would rarely reach the end. */
const USUAL: readonly Command[] = [
  (incident, now) => triage(incident, 'high', POLICY, now),
  sending,
  arriving,
  (incident, now) => resolve(incident, POLICY, now),
  (incident, now) => close(incident, POLICY, now),
];
const course = fc
  .tuple(fc.nat(USUAL.length), fc.array(fc.tuple(command, tick), { minLength: 5, maxLength: 60 }))
  .map(([usual, any]) => [...USUAL.slice(0, usual).map((step) => [step, 60_000] as const), ...any]);

test('any sequence of commands keeps the lifecycle of an incident consistent', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(course, (steps) => {
      let incident = aCase();
      let now = T0.getTime();
      for (const [take, passed] of steps) {
        now += passed;
        const outcome = take(incident, new Date(now));
        if (isRefused(outcome)) continue;
        const change = outcome as CaseChange;
        demandSound(incident, change);
        // As stored.
        incident = { ...change.incident, version: incident.version + 1 };
        seen.add(`${change.kind} ${incident.state}`);
      }
    }),
    { numRuns: 500 },
  );
  // Otherwise the commands are too random to get anywhere.
  for (const reached of [
    'closed closed',
    'reopened reopened',
    'responder-left on_scene',
    'responder-cancelled triaged',
  ]) {
    expect(seen).toContain(reached);
  }
});

function demandSound(before: IncidentCase, { incident: after, kind }: CaseChange): void {
  expect(after.version).toBe(before.version);
  if (after.state !== before.state) expect(legalStates(before.state, false)).toContain(after.state);
  expect(after.stateSince.getTime()).toBeGreaterThanOrEqual(before.stateSince.getTime());
  expect(after.dueAt !== undefined).toBe(isOpen(after.state) && !(kind === 'casualties-corrected' && !before.dueAt));
  expect(after.eraseAt !== undefined).toBe(after.state === 'closed' || after.state === 'rejected');
  if (before.onSceneAt !== undefined) expect(after.onSceneAt).toBe(before.onSceneAt);
  expect(after.responders.length - before.responders.length).toBe(Number(kind === 'responder-dispatched'));
  if (after.state === 'dispatched' || after.state === 'en_route') expect(after.responders.some(isOnItsWay)).toBe(true);
  if (after.state === 'on_scene') expect(after.onSceneAt).toBeDefined();
  for (const responder of after.responders) demandOrdered(after, responder);
}

function demandOrdered({ receivedAt }: IncidentCase, responder: Responder): void {
  const { dispatchedAt, enRouteAt, onSceneAt, leftAt, cancelledAt } = responder;
  const times = [receivedAt, dispatchedAt, enRouteAt, onSceneAt, leftAt ?? cancelledAt].flatMap((time) =>
    time === undefined ? [] : [time.getTime()],
  );
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(leftAt !== undefined && cancelledAt !== undefined).toBe(false);
  if (leftAt !== undefined) expect(onSceneAt).toBeDefined();
  if (cancelledAt !== undefined) expect(onSceneAt).toBeUndefined();
}
