import { randomUUID } from 'node:crypto';
import {
  CasualtiesCorrected,
  IncidentRestored,
  IncidentStateChanged,
  IncidentWithdrawn,
  ResponderArrived,
  ResponderProgressed,
  WithdrawalCause,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import {
  IncidentCategory,
  IncidentState,
  ResponderKind,
  Urgency,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { casualties, fire, header, row, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { RECEIVED, TRIAGED, DISPATCHED, EN_ROUTE, ON_SCENE, RESOLVED, CLOSED, REJECTED, REOPENED } = IncidentState;
const NEIGHBOUR = 'UA05020170000049432';
const A_TIME = expect.any(Date) as Date;

let intake: RunningIntake;
let course: CourseCalls;
let plain: CourseCalls;
beforeAll(async () => {
  intake = await runIntake();
  course = courseCalls(intake);
  plain = courseCalls(intake, 'statistics');
});
afterAll(async () => {
  course.end();
  plain.end();
  await intake.stop();
});

const report = async (more: Parameters<typeof fire>[0] = {}): Promise<string> =>
  (await intake.report({ report: fire(more) })).incidentId;
const stateOf = async (incidentId: string) => (await intake.get(incidentId)).incident?.state;

/** Bodies of the events of an incident, in order. */
async function eventsOf<Event extends { incidentId: string }>(
  incidentId: string,
  name: string,
  codec: { decode(bytes: Uint8Array): Event },
): Promise<Event[]> {
  const found = await intake.sql('select body from ledger_event where type = $1 order by position', [
    `safecommunity.incidents.v1.${name}`,
  ]);
  return found.map(({ body }) => codec.decode(body as Buffer)).filter((event) => event.incidentId === incidentId);
}

test('an incident goes through its whole lifecycle, and each step is a domain event', async () => {
  const incidentId = await report();
  const triaged = await course.triage(incidentId, { urgency: Urgency.IMMEDIATE });
  expect(triaged.standing).toMatchObject({ incidentId, state: TRIAGED, version: 2, urgency: Urgency.IMMEDIATE });
  expect(triaged.standing?.dueTime).toBeDefined();
  expect(triaged.standing?.legalStates).toEqual([DISPATCHED, REJECTED]);
  const rescue = await course.dispatch(incidentId);
  const police = await course.dispatch(incidentId, { kind: ResponderKind.POLICE, homeHromadaCode: NEIGHBOUR });
  await course.progress(incidentId, rescue.responderId, ResponderProgress.EN_ROUTE);
  await course.progress(incidentId, police.responderId, ResponderProgress.ON_SCENE);
  await course.progress(incidentId, rescue.responderId, ResponderProgress.ON_SCENE);
  await course.progress(incidentId, rescue.responderId, ResponderProgress.LEFT);
  await course.resolve(incidentId);
  const closed = await course.close(incidentId);
  expect(closed.standing).toMatchObject({ state: CLOSED, version: 10, dueTime: undefined, legalStates: [REOPENED] });

  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ state: CLOSED, version: 10 });
  const arrived = { onSceneTime: A_TIME, cancelledTime: undefined };
  const [first, second] = incident?.responders ?? [];
  expect(first).toMatchObject({ ...arrived, responderId: rescue.responderId, kind: ResponderKind.RESCUE });
  expect(first).toMatchObject({ unit: 'ДПРЧ-1', homeHromadaCode: '', enRouteTime: A_TIME, leftTime: A_TIME });
  expect(second).toMatchObject({ ...arrived, responderId: police.responderId, kind: ResponderKind.POLICE });
  expect(second).toMatchObject({ homeHromadaCode: NEIGHBOUR, enRouteTime: undefined, leftTime: undefined });
  const states = await eventsOf(incidentId, 'incident-state-changed', IncidentStateChanged);
  expect(states.map(({ formerState, state, version }) => [formerState, state, version])).toEqual([
    [RECEIVED, TRIAGED, 2],
    [TRIAGED, DISPATCHED, 3],
    [DISPATCHED, EN_ROUTE, 5],
    [EN_ROUTE, ON_SCENE, 6],
    [ON_SCENE, RESOLVED, 9],
    [RESOLVED, CLOSED, 10],
  ]);
  const progress = await eventsOf(incidentId, 'responder-progressed', ResponderProgressed);
  expect(progress.map((each) => [each.kind, each.progress, each.state, each.homeHromadaCode])).toEqual([
    [ResponderKind.RESCUE, ResponderProgress.DISPATCHED, DISPATCHED, ''],
    [ResponderKind.POLICE, ResponderProgress.DISPATCHED, DISPATCHED, NEIGHBOUR],
    [ResponderKind.RESCUE, ResponderProgress.EN_ROUTE, EN_ROUTE, ''],
    [ResponderKind.POLICE, ResponderProgress.ON_SCENE, ON_SCENE, NEIGHBOUR],
    [ResponderKind.RESCUE, ResponderProgress.ON_SCENE, ON_SCENE, ''],
    [ResponderKind.RESCUE, ResponderProgress.LEFT, ON_SCENE, ''],
  ]);
  const arrivals = await eventsOf(incidentId, 'responder-arrived', ResponderArrived);
  expect(arrivals.map(({ onSceneTime }) => onSceneTime)).toEqual([incident?.onSceneTime]);
});

test('publishes the first arrival once, even after a reopening and for an imported incident', async () => {
  const incidentId = await report();
  const arrive = async (id: string): Promise<void> => {
    const { responderId } = await course.dispatch(id);
    await course.progress(id, responderId, ResponderProgress.ON_SCENE);
    await course.resolve(id);
  };
  await course.triage(incidentId);
  await arrive(incidentId);
  const first = (await intake.get(incidentId)).incident?.onSceneTime;
  await course.reopen(incidentId);
  await arrive(incidentId);
  expect((await intake.get(incidentId)).incident?.onSceneTime).toEqual(first);
  expect(await eventsOf(incidentId, 'responder-arrived', ResponderArrived)).toHaveLength(1);

  await intake.send([header(randomUUID()), row(1, { onSceneTime: new Date() })]);
  const [imported] = await intake.sql('select incident_id from incident where source_system is not null');
  const importedId = String(imported?.['incident_id']);
  await arrive(importedId);
  expect(await eventsOf(importedId, 'responder-arrived', ResponderArrived)).toHaveLength(1);
});

test('the incident returns to triaged when the last responder is recalled before any arrived', async () => {
  const incidentId = await report();
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId);
  const { standing } = await course.progress(incidentId, responderId, ResponderProgress.CANCELLED);
  expect(standing).toMatchObject({ state: TRIAGED });
  const { incident } = await intake.get(incidentId);
  expect(incident?.responders).toMatchObject([{ responderId, onSceneTime: undefined, cancelledTime: A_TIME }]);
});

test('a false call is not counted, and counted with its current figures once it is reopened', async () => {
  const incidentId = await report({ casualties: casualties({ injured: 2 }) });
  await course.reject(incidentId);
  expect(await stateOf(incidentId)).toBe(REJECTED);
  await course.correct(incidentId, { casualties: casualties({ injured: 1 }) });
  await course.reopen(incidentId);
  expect(await eventsOf(incidentId, 'incident-withdrawn', IncidentWithdrawn)).toMatchObject([
    { cause: WithdrawalCause.FALSE_CALL, casualties: { injured: 2 }, state: REJECTED, primaryIncidentId: '' },
  ]);
  expect(await eventsOf(incidentId, 'casualties-corrected', CasualtiesCorrected)).toMatchObject([{ state: REJECTED }]);
  expect(await eventsOf(incidentId, 'incident-restored', IncidentRestored)).toMatchObject([
    { cause: WithdrawalCause.FALSE_CALL, casualties: { injured: 1 }, state: REOPENED },
  ]);
});

test('publishes a correction with the former and the new counts', async () => {
  const incidentId = await report({ casualties: casualties({ killed: 1, injured: 3 }) });
  const now = casualties({ killed: 2, injured: 2 });
  await course.correct(incidentId, { casualties: now, lastDeathTime: new Date() });
  expect((await intake.get(incidentId)).incident).toMatchObject({ casualties: now, version: 2, state: RECEIVED });
  const [told, ...more] = await eventsOf(incidentId, 'casualties-corrected', CasualtiesCorrected);
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    formerCasualties: { killed: 1, injured: 3 },
    casualties: now,
    hromadaCode: VINNYTSIA,
    state: RECEIVED,
  });
});

test('rejects an invalid request by its fields and changes nothing', async () => {
  const incidentId = await report();
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId);
  const before = await intake.counts();
  const tomorrow = new Date(Date.now() + 86_400_000);
  const refused: [() => Promise<unknown>, string[]][] = [
    [() => course.triage('7', { requestId: '', urgency: 0 }), ['request_id', 'incident_id', 'urgency']],
    [() => course.triage(incidentId, { urgency: 99 as never, reason: '\u200b' }), ['reason', 'urgency']],
    [() => course.triage(incidentId, { reason: 'я'.repeat(501) }), ['reason']],
    [() => course.triage(incidentId, { reason: 'a\u202eb' }), ['reason']],
    [() => course.dispatch(incidentId, { kind: 0, unit: '' }), ['kind', 'unit']],
    [() => course.dispatch(incidentId, { homeHromadaCode: 'UA99' }), ['home_hromada_code']],
    [() => course.dispatch(incidentId, { homeHromadaCode: VINNYTSIA }), ['home_hromada_code']],
    [() => course.dispatch(incidentId, { dispatchedTime: tomorrow }), ['dispatched_time']],
    [() => course.dispatch(incidentId, { unit: 'x'.repeat(50_000) }), ['unit']],
    [() => course.progress(incidentId, responderId, ResponderProgress.DISPATCHED), ['progress']],
    [() => course.progress(incidentId, 'unit', 0), ['responder_id', 'progress']],
    [
      () =>
        course.progress(incidentId, responderId, ResponderProgress.ON_SCENE, {
          progressTime: new Date(Date.now() - 60_000),
        }),
      ['progress_time'],
    ],
    [() => course.reject(incidentId, { reason: ' ' }), ['reason']],
    [() => course.reopen(incidentId, { reason: '' }), ['reason']],
    [() => course.correct(incidentId, { reason: '', casualties: undefined }), ['reason', 'casualties']],
    [() => course.correct(incidentId, { casualties: casualties({ killed: 10_001 }) }), ['casualties.killed']],
    [() => course.correct(incidentId, { casualties: casualties({ childrenInjured: 1 }) }), ['casualties.injured']],
    [() => course.correct(incidentId, { casualties: casualties({ killed: 1 }) }), ['last_death_time']],
    [() => course.history(incidentId, { pageSize: 501, pageToken: 'x' }), ['page_size']],
    [() => course.history(incidentId, { pageToken: 'x' }), ['page_token']],
  ];
  for (const [call, fields] of refused) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields });
  }
  expect(await intake.counts()).toEqual(before);
});

test('rejects an illegal step with the legal ones and changes nothing', async () => {
  const incidentId = await report();
  const before = await intake.counts();
  const refusal = await refusalOf(course.resolve(incidentId));
  expect(refusal).toMatchObject({
    code: 'FAILED_PRECONDITION',
    reason: 'STEP_ILLEGAL',
    message: 'the incident is received: it can be triaged or rejected',
  });
  expect(await intake.counts()).toEqual(before);
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId);
  const left = await refusalOf(course.progress(incidentId, responderId, ResponderProgress.LEFT));
  expect(left).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'STEP_ILLEGAL' });
  expect(left.message).toContain('it can be en route, be on scene or be called back');
});

test('does not find an unknown incident or a responder of another one', async () => {
  expect(await refusalOf(course.triage(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  const [a, b] = [await report(), await report()];
  await Promise.all([course.triage(a), course.triage(b)]);
  const { responderId } = await course.dispatch(a);
  await course.dispatch(b);
  expect(await refusalOf(course.progress(b, responderId, ResponderProgress.ON_SCENE))).toMatchObject({
    code: 'NOT_FOUND',
    message: 'responder not found',
  });
});

test('only entitled callers may change a sensitive incident', async () => {
  const incidentId = await report({ category: IncidentCategory.DOMESTIC_VIOLENCE });
  expect(await refusalOf(plain.triage(incidentId))).toMatchObject({ code: 'PERMISSION_DENIED' });
  expect(await stateOf(incidentId)).toBe(RECEIVED);
  await course.triage(incidentId);
  expect(await stateOf(incidentId)).toBe(TRIAGED);
});

test('a repeated request returns the first answer and does nothing; another body is rejected', async () => {
  const incidentId = await report();
  await course.triage(incidentId);
  const requestId = randomUUID();
  const first = await course.dispatch(incidentId, { requestId });
  const before = await intake.counts();
  expect(await course.dispatch(incidentId, { requestId })).toEqual(first);
  expect(await refusalOf(course.dispatch(incidentId, { requestId, unit: 'ДПРЧ-2' }))).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'REQUEST_ID_REUSED',
  });
  expect(await intake.counts()).toEqual(before);
  expect((await intake.get(incidentId)).incident?.responders).toHaveLength(1);
});

test('accepts an id in capital letters', async () => {
  const incidentId = await report();
  await course.triage(incidentId.toUpperCase());
  const { responderId } = await course.dispatch(incidentId.toUpperCase());
  await course.progress(incidentId.toUpperCase(), responderId.toUpperCase(), ResponderProgress.ON_SCENE);
  expect((await course.history(incidentId.toUpperCase(), { pageSize: 1 })).entries).toHaveLength(1);
  expect(await stateOf(incidentId)).toBe(ON_SCENE);
});

test('of two concurrent changes to the same version, one succeeds', async () => {
  const incidentId = await report();
  await course.triage(incidentId);
  const both = await Promise.allSettled([
    course.triage(incidentId, { expectedVersion: 2, urgency: Urgency.LOW }),
    course.reject(incidentId, { expectedVersion: 2 }),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [lost] = both.flatMap((each) => (each.status === 'rejected' ? [each] : []));
  expect(await refusalOf(Promise.reject(lost?.reason as Error))).toMatchObject({
    code: 'ABORTED',
    reason: 'VERSION_CHANGED',
  });
  expect((await intake.get(incidentId)).incident?.version).toBe(3);
});

test('twenty concurrent dispatches make twenty versions', async () => {
  const incidentId = await report();
  await course.triage(incidentId);
  const units = Array.from({ length: 20 }, (_, n) => `unit-${n}`);
  const answers = await Promise.all(units.map((unit) => course.dispatch(incidentId, { unit })));
  const versions = answers.map(({ standing }) => standing?.version ?? 0);
  expect(versions.toSorted((a, b) => a - b)).toEqual(units.map((_, n) => n + 3));
  const { incident } = await intake.get(incidentId);
  expect(incident?.version).toBe(22);
  expect(new Set(incident?.responders.map(({ unit }) => unit))).toEqual(new Set(units));
  const { entries } = await course.history(incidentId);
  expect(entries.map(({ version }) => version)).toEqual(Array.from({ length: 22 }, (_, n) => n + 1));
});
