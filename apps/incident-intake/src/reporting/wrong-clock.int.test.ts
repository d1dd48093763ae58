import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { courseOfCase, type CourseOfCase } from '../../test/course-of-case.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { violenceClient, type ViolenceClient } from '../../test/violence-client.ts';

const HOUR_MS = 3_600_000;

/** How far the clock of the service is ahead. */
let ahead = 0;
const origin = {
  now: () => new Date(Date.now() + ahead),
  newId: (at: Date) => uuidv7({ msecs: at.getTime() }),
};

let intake: RunningIntake;
let course: CourseOfCase;
let followUp: FollowUpCalls;
let violence: ViolenceClient;
beforeAll(async () => {
  intake = await runIntake({ clock: origin });
  course = courseOfCase(intake);
  followUp = followUpCalls(intake);
  violence = violenceClient(intake);
});
afterEach(() => {
  ahead = 0;
});
afterAll(async () => {
  for (const client of [course, followUp, violence]) client.close();
  await intake.stop();
});

/** Reports with a clock that is an hour fast; from then on it is right. */
async function reportedEarly(category: IncidentCategory = IncidentCategory.FIRE) {
  ahead = HOUR_MS;
  const reported = await intake.report({ report: fire({ category }) });
  ahead = 0;
  return reported;
}

test('an incident received by a fast clock keeps its steps in order once the clock is right', async () => {
  const { incidentId, receivedTime } = await reportedEarly();
  expect((await course.triage(incidentId))?.changedTime).toEqual(receivedTime);
  await course.closeCase(incidentId);
  expect((await intake.get(incidentId)).incident?.state).toBe(IncidentState.CLOSED);
  const times = (await followUp.history(incidentId)).map(({ happenedTime }) => happenedTime?.getTime() ?? 0);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('an addition of its reporter is later than the report', async () => {
  const { incidentId, receivedTime, trackingToken } = await reportedEarly();
  await followUp.add(trackingToken, 'ще одне');
  expect((await followUp.history(incidentId)).at(-1)?.happenedTime).toEqual(receivedTime);
});

test('records a visit without a time even if a fast clock opened its case', async () => {
  const { incidentId } = await reportedEarly(IncidentCategory.DOMESTIC_VIOLENCE);
  ahead = HOUR_MS;
  await violence.recordCase(incidentId);
  ahead = 0;
  const { visitId } = await violence.planVisit(incidentId, new Date());
  await violence.recordVisit(incidentId, visitId);
  const { case: kept } = await violence.getCase(incidentId);
  expect(kept?.visits).toMatchObject([{ visitId, doneTime: kept?.openedTime }]);
});
