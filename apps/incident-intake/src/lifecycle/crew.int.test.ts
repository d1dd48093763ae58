import { randomUUID } from 'node:crypto';
import { ResponderProgressed } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { EN_ROUTE, ON_SCENE, LEFT } = ResponderProgress;
const POLICE = { kind: ResponderKind.POLICE, unit: 'Патруль-7' };
const [FIRST, SECOND, THIRD] = [randomUUID(), randomUUID(), randomUUID()];

let intake: RunningIntake;
let course: CourseCalls;
beforeAll(async () => {
  intake = await runIntake();
  course = courseCalls(intake);
});
afterAll(async () => {
  course.end();
  await intake.stop();
});

async function triaged(): Promise<string> {
  const { incidentId } = await intake.report({ report: fire() });
  await course.triage(incidentId);
  return incidentId;
}

/** The officers that each event of the responder names. */
async function published(responderId: string): Promise<string[][]> {
  const found = await intake.sql(`select body from ledger_event where type ~ 'responder-progressed' order by position`);
  return found
    .map(({ body }) => ResponderProgressed.decode(body as Buffer))
    .filter((event) => event.responderId === responderId)
    .map(({ officerIds }) => officerIds);
}

const crewOf = async (incidentId: string) => (await intake.get(incidentId)).incident?.responders[0]?.officerIds;

test('a crew is kept, published with each step, and in the history; a later step may name another one', async () => {
  const incidentId = await triaged();
  const request = { ...POLICE, requestId: randomUUID(), officerIds: [FIRST.toUpperCase(), SECOND] };
  const { responderId } = await course.dispatch(incidentId, request);
  expect(await course.dispatch(incidentId, request)).toMatchObject({ responderId });
  expect(await crewOf(incidentId)).toEqual([FIRST, SECOND]);
  await course.progress(incidentId, responderId, EN_ROUTE);
  await course.progress(incidentId, responderId, ON_SCENE, { officerIds: [SECOND, THIRD] });
  await course.progress(incidentId, responderId, LEFT);
  expect(await crewOf(incidentId)).toEqual([SECOND, THIRD]);
  expect(await published(responderId)).toEqual([
    [FIRST, SECOND],
    [FIRST, SECOND],
    [SECOND, THIRD],
    [SECOND, THIRD],
  ]);
  const { entries } = await course.history(incidentId);
  expect(entries.map(({ details }) => details['officer_ids']).filter((ids) => ids !== undefined)).toEqual([
    `${FIRST},${SECOND}`,
    `${SECOND},${THIRD}`,
  ]);
});

test('several crews stay apart', async () => {
  const incidentId = await triaged();
  await course.dispatch(incidentId, { ...POLICE, officerIds: [FIRST] });
  const { responderId } = await course.dispatch(incidentId);
  await course.dispatch(incidentId, { ...POLICE, officerIds: [SECOND, THIRD] });
  await course.progress(incidentId, responderId, ON_SCENE);
  const { incident } = await intake.get(incidentId);
  expect(incident?.responders.map(({ officerIds }) => officerIds)).toEqual([[FIRST], [], [SECOND, THIRD]]);
});

test('no event names the crew of a sensitive incident', async () => {
  const { incidentId } = await intake.report({ report: fire({ category: IncidentCategory.DOMESTIC_VIOLENCE }) });
  await course.triage(incidentId);
  const { responderId } = await course.dispatch(incidentId, { ...POLICE, officerIds: [FIRST] });
  expect(await published(responderId)).toEqual([[]]);
});

test.each<[string, object, string]>([
  ['a malformed id', { officerIds: [FIRST, 'x'] }, 'officer_ids[1]'],
  ['an officer twice', { officerIds: [FIRST, FIRST.toUpperCase()] }, 'officer_ids'],
  ['more than 20', { officerIds: Array.from({ length: 21 }, () => randomUUID()) }, 'officer_ids'],
  ['officers of another service', { officerIds: [FIRST], kind: ResponderKind.RESCUE }, 'officer_ids'],
])('rejects %s', async (_case, change, field) => {
  const incidentId = await triaged();
  expect(await refusalOf(course.dispatch(incidentId, { ...POLICE, ...change }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [field],
  });
  const { responderId } = await course.dispatch(incidentId, { ...POLICE, ...change, officerIds: [] });
  const step = course.progress(incidentId, responderId, ON_SCENE, change);
  expect(await refusalOf(step)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});
