import { FollowUpKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import {
  EscalationRecipient,
  RoutingCause,
  WithdrawalCause,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  ResponderKind,
  Urgency,
  type IncidentReport,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import * as events from '@safe-community/events';
import { eventually, kindsOf, publishedEvents, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@safe-community/service-kit';
import { requestedAirRescue } from './air-rescue-calls.ts';
import { DAMAGE, DAMAGE_COUNTED_BY, HARM, NO_SCHOOL, promiseRepair } from './counted-by.ts';
import { courseCalls, type CourseCalls } from './course-calls.ts';
import { followUpCalls, type FollowUpCalls } from './follow-up-calls.ts';
import { runIntakeWithRegistry, type IntakeWithRegistry } from './intake-with-registry.ts';
import { fire, VINNYTSIA, VINNYTSIA_OBLAST } from './messages.ts';
import {
  expectHelpEvents,
  expectHoldEvents,
  expectOrderEvents,
  expectOutcomeEvents,
  expectSchoolEvents,
  expectWorksEvents,
} from './published-measures.ts';
import { stateChanged } from './registry-ledger.ts';
import { courtTerms, urgentTerms, violenceClient, type ViolenceClient } from './violence-client.ts';

const { CLOSED, DISPATCHED, DUPLICATE, EN_ROUTE, ON_SCENE, RECEIVED, REJECTED, RESOLVED, TRIAGED } = IncidentState;
const PLACE = `${VINNYTSIA_OBLAST}.${VINNYTSIA}`;
const NEIGHBOUR = 'UA05020010000053508';
const [MINUTE, DAY] = [60_000, 86_400_000];
let now = new Date(Math.trunc(Date.now() / 1_000) * 1_000);
/** Moves the clock of the service, which is otherwise stopped. */
const later = (ms = 1_000): Date => (now = new Date(now.getTime() + ms));

let world: IntakeWithRegistry;
let published: PublishedEvents;
let course: CourseCalls;
let followUps: FollowUpCalls;
let violence: ViolenceClient;
let [primary, deputy] = ['', ''];
beforeAll(async () => {
  world = await runIntakeWithRegistry({ clock: { ...systemClock, now: () => now } });
  published = publishedEvents(world.intake);
  course = courseCalls(world.intake);
  followUps = followUpCalls(world.intake);
  violence = violenceClient(world.intake);
  primary = await world.assign({ startsAt: now });
  deputy = await world.assign({ role: AssignmentRole.DEPUTY, startsAt: now });
  await eventually(async () => {
    const routed = await world.intake.report({ report: fire() });
    if (routed.responsibleOfficerId !== primary) throw new Error('nobody answers for the place yet');
  });
  await promiseRepair(world.intake);
});
afterAll(async () => {
  course.end();
  for (const client of [followUps, violence]) client.close();
  await world.stop();
});

/** The fields that every event of an incident of these tests has. */
const located = (incidentId: string, category: IncidentCategory = IncidentCategory.INFRASTRUCTURE) => ({
  incidentId,
  category,
  hromadaCode: VINNYTSIA,
  oblastCode: VINNYTSIA_OBLAST,
});

const counted = (incidentId: string) => ({ ...located(incidentId), countedBy: DAMAGE_COUNTED_BY });

async function report(more: Partial<IncidentReport> = {}): Promise<string> {
  const plain = more.category === undefined ? DAMAGE : {};
  return (await world.intake.report({ report: fire({ ...plain, ...more }) })).incidentId;
}

/** Takes an incident to the scene. */
async function arrive(incidentId: string): Promise<void> {
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId);
  await course.progress(incidentId, responderId, ResponderProgress.ON_SCENE);
}

test('publishes a report with its place, times, casualties, urgency and responders', async () => {
  const occurredTime = new Date(now.getTime() - 10 * MINUTE);
  const incidentId = await report({ channel: ReportChannel.PHONE_103, occurredTime });
  await published.expectWhole(events.incidentReported, incidentId, PLACE, [
    {
      ...located(incidentId),
      channel: ReportChannel.PHONE_103,
      occurredTime,
      receivedTime: now,
      casualties: HARM,
      responsibleOfficerId: primary,
      urgency: Urgency.IMMEDIATE,
      alerted: [ResponderKind.POLICE, ResponderKind.AMBULANCE, ResponderKind.MUNICIPALITY],
      ...NO_SCHOOL,
      source: 'client',
      countedBy: { ...DAMAGE_COUNTED_BY, channel: ReportChannel.PHONE_103 },
    },
  ]);
});

test('publishes the lifecycle of an incident step by step, and its arrival once', async () => {
  const receivedTime = now;
  const incidentId = await report();
  const step = { ...counted(incidentId), urgency: Urgency.HIGH, receivedTime };
  const triaged = later();
  await course.triage(incidentId, { urgency: Urgency.HIGH });
  const sent = later();
  const aid = { kind: ResponderKind.POLICE, homeHromadaCode: NEIGHBOUR, officerIds: [primary] };
  const { responderId } = await course.dispatch(incidentId, aid);
  const enRoute = later();
  await course.progress(incidentId, responderId, ResponderProgress.EN_ROUTE);
  const onScene = later();
  await course.progress(incidentId, responderId, ResponderProgress.ON_SCENE);
  const resolved = later();
  await course.resolve(incidentId);
  const closed = later();
  await course.close(incidentId);
  await published.expectWhole(events.incidentStateChanged, incidentId, PLACE, [
    { ...step, formerState: RECEIVED, state: TRIAGED, version: 2, formerStateTime: receivedTime, changedTime: triaged },
    { ...step, formerState: TRIAGED, state: DISPATCHED, version: 3, formerStateTime: triaged, changedTime: sent },
    { ...step, formerState: DISPATCHED, state: EN_ROUTE, version: 4, formerStateTime: sent, changedTime: enRoute },
    { ...step, formerState: EN_ROUTE, state: ON_SCENE, version: 5, formerStateTime: enRoute, changedTime: onScene },
    { ...step, formerState: ON_SCENE, state: RESOLVED, version: 6, formerStateTime: onScene, changedTime: resolved },
    { ...step, formerState: RESOLVED, state: CLOSED, version: 7, formerStateTime: resolved, changedTime: closed },
  ]);
  const [dispatchedTime, none] = [sent, { enRouteTime: undefined, onSceneTime: undefined }];
  const responder = { ...counted(incidentId), receivedTime, responderId, dispatchedTime, ...none, ...aid };
  const way = { ...responder, enRouteTime: enRoute };
  await published.expectWhole(events.responderProgressed, incidentId, PLACE, [
    { ...responder, progress: ResponderProgress.DISPATCHED, progressTime: sent, state: DISPATCHED },
    { ...way, progress: ResponderProgress.EN_ROUTE, progressTime: enRoute, state: EN_ROUTE },
    { ...way, onSceneTime: onScene, progress: ResponderProgress.ON_SCENE, progressTime: onScene, state: ON_SCENE },
  ]);
  await published.expectWhole(events.responderArrived, incidentId, PLACE, [
    { ...counted(incidentId), receivedTime, onSceneTime: onScene },
  ]);
});

test('publishes a correction with the former and the new counts', async () => {
  const receivedTime = now;
  const figures = { formerCasualties: HARM, casualties: { ...HARM, killed: 31, injured: 59 } };
  const incidentId = await report();
  const correctedTime = later();
  await course.correct(incidentId, { casualties: figures.casualties, lastDeathTime: now });
  await published.expectWhole(events.casualtiesCorrected, incidentId, PLACE, [
    { ...counted(incidentId), ...figures, receivedTime, correctedTime, state: RECEIVED },
  ]);
});

test('publishes a duplicate as withdrawn and, after an unmerge, as restored', async () => {
  const receivedTime = now;
  const [incidentId, primaryIncidentId] = [await report(), await report()];
  const onSceneTime = later();
  await arrive(incidentId);
  const urgency = Urgency.HIGH;
  const figures = { ...counted(incidentId), ...NO_SCHOOL, casualties: HARM, receivedTime, onSceneTime, urgency };
  const cause = WithdrawalCause.DUPLICATE;
  const withdrawnTime = later();
  await followUps.merge(incidentId, primaryIncidentId);
  await published.expectWhole(events.incidentWithdrawn, incidentId, PLACE, [
    { ...figures, cause, primaryIncidentId, withdrawnTime, state: DUPLICATE },
  ]);
  const restoredTime = later();
  await followUps.unmerge(incidentId, { reason: 'інша хата' });
  await published.expectWhole(events.incidentRestored, incidentId, PLACE, [
    { ...figures, cause, restoredTime, state: ON_SCENE },
  ]);
});

test('publishes a false call as withdrawn, without naming another incident', async () => {
  const receivedTime = now;
  const incidentId = await report();
  const ofReport = { ...counted(incidentId), ...NO_SCHOOL, casualties: HARM };
  const figures = { ...ofReport, urgency: Urgency.IMMEDIATE, receivedTime, onSceneTime: undefined };
  const withdrawnTime = later();
  await course.reject(incidentId);
  await published.expectWhole(events.incidentWithdrawn, incidentId, PLACE, [
    { ...figures, cause: WithdrawalCause.FALSE_CALL, primaryIncidentId: '', withdrawnTime, state: REJECTED },
  ]);
});

test('publishes an addition of the reporter without its text', async () => {
  const { incidentId, trackingToken } = await world.intake.report({ report: fire({ ...DAMAGE }) });
  const receivedTime = now;
  const followedUpTime = later();
  await followUps.add(trackingToken, 'ще дим');
  await published.expectWhole(events.reporterFollowedUp, incidentId, PLACE, [
    { ...counted(incidentId), kind: FollowUpKind.ADDED, state: RECEIVED, receivedTime, followedUpTime },
  ]);
});

test('publishes an outcome when it is recorded and when it is revoked', async () => {
  const receivedTime = now;
  const ofOutcome = { ...counted(await report()), receivedTime, state: RECEIVED };
  await expectOutcomeEvents(world.intake, published, ofOutcome, later);
});

test('publishes a legal hold when it is placed and when it is released', async () => {
  const incidentId = await report();
  await expectHoldEvents(world.intake, published, { ...located(incidentId), state: RECEIVED }, later);
});

test('publishes a change of the responsible officer with both officers and the cause', async () => {
  const incidentId = await report();
  const routedTime = later();
  await world.tell(stateChanged(primary, OfficerState.ON_LEAVE));
  const officers = { formerOfficerId: primary, responsibleOfficerId: deputy };
  const cause = RoutingCause.OFFICER_STATE_CHANGED;
  const routed = { ...located(incidentId), ...officers, cause, routedTime, state: RECEIVED };
  await eventually(() => published.expectWhole(events.incidentRouted, incidentId, PLACE, [routed]));
});

test('publishes an escalation with the missed state and the notified recipients', async () => {
  const receivedTime = now;
  const dueTime = new Date(now.getTime() + 10 * MINUTE);
  const incidentId = await report();
  const responsible = (await world.intake.get(incidentId)).incident?.responsibleOfficerId ?? '';
  const escalatedTime = later(11 * MINUTE);
  const escalated = {
    ...counted(incidentId),
    urgency: Urgency.IMMEDIATE,
    receivedTime,
    level: 1,
    state: RECEIVED,
    missed: TRIAGED,
    dueTime,
    told: [EscalationRecipient.RESPONSIBLE_OFFICER],
    toldOfficerIds: [responsible],
    escalatedTime,
  };
  await eventually(() => published.expectWhole(events.incidentEscalated, incidentId, PLACE, [escalated]));
});

test('publishes protection, referral, a missed visit and the erasure of a case', { timeout: 120_000 }, async () => {
  const category = IncidentCategory.DOMESTIC_VIOLENCE;
  const incidentId = await report({ category });
  const receivedTime = now;
  const ofCase = { ...located(incidentId, category), state: RECEIVED };
  await violence.recordCase(incidentId);
  const [recordedTime, urgent, court] = [later(), urgentTerms(), courtTerms()];
  const { orderId } = await violence.issueProtectionOrder(incidentId, urgent);
  const extended = await violence.extendByCourt(incidentId, orderId, court);
  const { courtDecision: _, ...decided } = court;
  await published.expectWhole(events.protectionOrderRecorded, incidentId, PLACE, [
    { ...ofCase, orderId, ...urgent, byCourt: false, recordedTime },
    { ...ofCase, orderId: extended.orderId, ...decided, byCourt: true, recordedTime },
  ]);
  await expectOrderEvents(world.intake, published, ofCase, later);
  await expectHelpEvents(published, violence, { ...ofCase, receivedTime }, later);
  const dueTime = new Date(now.getTime() + DAY);
  const { visitId } = await violence.planVisit(incidentId, dueTime);
  const rejected = await report();
  await course.reject(rejected);
  // A restart runs the jobs at once: the visit is overdue, and the erasure is due, also by the clock of the database.
  const erasedTime = later(1_100 * DAY);
  await world.intake.sql(`update incident set erase_at = '2026-01-01' where incident_id = '${rejected}'`);
  await world.intake.restart();
  await eventually(() =>
    published.expectWhole(events.followUpVisitOverdue, incidentId, PLACE, [{ ...ofCase, visitId, dueTime }]),
  );
  const erased = { ...located(rejected), scheduled: true, erasedTime, state: REJECTED };
  await eventually(() => published.expectWhole(events.personalDataErased, rejected, PLACE, [erased]));
});

test('publishes works, and the school of an incident that is not sensitive', async () => {
  const receivedTime = now;
  const ofWorks = { ...counted(await report()), receivedTime, state: RECEIVED };
  await expectWorksEvents(world.intake, published, ofWorks, now);
  const category = IncidentCategory.DOMESTIC_VIOLENCE;
  const sensitive = { ...located(await report({ category }), category), receivedTime, state: RECEIVED };
  const inSchool = { ...counted(await report()), receivedTime, state: RECEIVED };
  await expectSchoolEvents(world.intake, published, { counted: inSchool, sensitive }, now);
});

test('publishes air rescue with its sites by code', async () => {
  const receivedTime = now;
  const { incidentId, requested } = await requestedAirRescue(world.intake, report);
  await published.expectWhole(events.airRescueProgressed, incidentId, PLACE, [
    { ...counted(incidentId), ...requested, progressTime: now, requestedTime: now, state: RECEIVED, receivedTime },
  ]);
});

test('covers every field of every event of intake', () => {
  expect(published.uncompared(kindsOf(events, 'safecommunity.incidents.'))).toEqual([]);
});
