import { IncidentWithdrawn, WithdrawalCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../test/course-calls.ts';
import { followUpCalls, type FollowUpCalls } from '../test/follow-up-calls.ts';
import { fire } from '../test/messages.ts';
import { runIntake, type RunningIntake } from '../test/running-intake.ts';

const NEIGHBOUR = 'UA05020170000049432';
const { CANCELLED, EN_ROUTE, LEFT, ON_SCENE } = ResponderProgress;

let intake: RunningIntake;
/** The duty office, and the web page on which the reporter follows the report. */
let course: CourseCalls;
let web: FollowUpCalls;
beforeAll(async () => {
  intake = await runIntake();
  course = courseCalls(intake);
  web = followUpCalls(intake, 'statistics');
});
afterAll(async () => {
  course.end();
  web.close();
  await intake.stop();
});

/** The responders and their steps, in seconds after the receipt. */
const SENT = [
  { kind: ResponderKind.POLICE, unit: 'Патруль-7', homeHromadaCode: '', steps: { sent: 1, enRoute: 2, onScene: 9 } },
  {
    kind: ResponderKind.RESCUE,
    unit: 'ДПРЧ-1',
    homeHromadaCode: '',
    steps: { sent: 1, enRoute: 3, onScene: 6, left: 20 },
  },
  {
    kind: ResponderKind.AMBULANCE,
    unit: 'Е-12',
    homeHromadaCode: NEIGHBOUR,
    steps: { sent: 2, enRoute: 4, onScene: 8, left: 15 },
  },
  { kind: ResponderKind.AIR_MEDICAL, unit: 'Мі-2', homeHromadaCode: NEIGHBOUR, steps: { sent: 3, cancelled: 7 } },
  { kind: ResponderKind.GAS, unit: 'АДС-2', homeHromadaCode: '', steps: { sent: 4, onScene: 12 } },
  { kind: ResponderKind.MUNICIPALITY, unit: 'КП «Світло»', homeHromadaCode: '', steps: { sent: 5, enRoute: 14 } },
] as const;

interface Steps {
  readonly sent: number;
  readonly enRoute?: number;
  readonly onScene?: number;
  readonly left?: number;
  readonly cancelled?: number;
}

test('from the report to the close by its reporter, each responder has its own times', async () => {
  // Long enough ago that all steps are in the past.
  const { incidentId, trackingToken } = await intake.report({ report: fire() });
  await intake.sql(`update incident set received_at = received_at - interval '1 minute',
    occurred_at = occurred_at - interval '1 minute', state_since = state_since - interval '1 minute'`);
  const [stored] = await intake.sql('select received_at from incident where incident_id = $1', [incidentId]);
  const receivedAt = new Date(String(stored?.['received_at'])).getTime();
  const at = (seconds: number | undefined): Date | undefined =>
    seconds === undefined ? undefined : new Date(receivedAt + seconds * 1_000);

  await course.triage(incidentId);
  const responders: string[] = [];
  for (const { steps, ...dispatch } of SENT) {
    const { responderId } = await course.dispatch(incidentId, { ...dispatch, dispatchedTime: at(steps.sent) });
    responders.push(responderId);
  }
  const told = SENT.flatMap(({ steps }, index) =>
    progressOf(steps).map(([progress, seconds]) => ({ responderId: responders[index] ?? '', progress, seconds })),
  ).toSorted((one, other) => one.seconds - other.seconds);
  for (const { responderId, progress, seconds } of told)
    await course.progress(incidentId, responderId, progress, { progressTime: at(seconds) });
  await course.resolve(incidentId);
  expect(await web.status(trackingToken)).toMatchObject({ state: IncidentState.RESOLVED, mayConfirm: true });
  expect(await web.confirm(trackingToken)).toMatchObject({ state: IncidentState.CLOSED, mayConfirm: false });

  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ state: IncidentState.CLOSED, onSceneTime: at(6) });
  expect(incident?.responders).toEqual(
    SENT.map(({ steps, ...sent }: { steps: Steps }, index) => ({
      ...sent,
      officerIds: [],
      responderId: responders[index],
      dispatchedTime: at(steps.sent),
      enRouteTime: at(steps.enRoute),
      onSceneTime: at(steps.onScene),
      leftTime: at(steps.left),
      cancelledTime: at(steps.cancelled),
    })),
  );
  const { entries } = await course.history(incidentId, { pageSize: 100 });
  expect(entries).toHaveLength(1 + 1 + SENT.length + told.length + 2);
  expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.at(1)).toMatchObject({ kind: 'triaged', system: 'client', actingUser: 'officer-7' });
  expect(entries.at(-1)).toMatchObject({ kind: 'closed', system: 'statistics', details: { by: 'reporter' } });
});

test('an incident found to be a false call on the scene is rejected, and its arrival no longer counts', async () => {
  const { incidentId } = await intake.report({ report: fire() });
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId);
  await course.progress(incidentId, responderId, ON_SCENE);
  const { incident } = await intake.get(incidentId);
  const { standing } = await course.reject(incidentId);
  expect(standing).toMatchObject({ state: IncidentState.REJECTED, dueTime: undefined });
  await course.progress(incidentId, responderId, LEFT);
  const found = await intake.sql(`select body from ledger_event where type like '%.incident-withdrawn'`);
  expect(found.map(({ body }) => IncidentWithdrawn.decode(body as Buffer))).toMatchObject([
    { incidentId, cause: WithdrawalCause.FALSE_CALL, onSceneTime: incident?.onSceneTime },
  ]);
  expect(incident?.onSceneTime).toBeInstanceOf(Date);
});

function progressOf({ enRoute, onScene, left, cancelled }: Steps): [ResponderProgress, number][] {
  const steps: [ResponderProgress, number | undefined][] = [
    [EN_ROUTE, enRoute],
    [ON_SCENE, onScene],
    [LEFT, left],
    [CANCELLED, cancelled],
  ];
  return steps.flatMap(([progress, seconds]) => (seconds === undefined ? [] : [[progress, seconds]]));
}
