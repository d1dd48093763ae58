import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let calls: FollowUpCalls;
let course: CourseCalls;
beforeAll(async () => {
  intake = await runIntake();
  calls = followUpCalls(intake);
  course = courseCalls(intake);
});
afterAll(async () => {
  calls.close();
  course.end();
  await intake.stop();
});

const { DUPLICATE, RECEIVED, TRIAGED } = IncidentState;
const location = { latitude: 49.233, longitude: 28.468 };
const tellerOf = (number: number) => ({ fullName: `Свідок ${number}`, phone: `+38067111000${number}` });

test('an unmerged incident has its report and reporter and its own lifecycle again', async () => {
  const [one, two, three] = await Promise.all(
    [1, 2, 3].map((number) => intake.report({ report: fire({ location, reporter: tellerOf(number) }) })),
  );
  const [primary, duplicate, other] = [one!.incidentId, two!.incidentId, three!.incidentId];
  await course.triage(duplicate);
  await calls.merge(duplicate, primary);
  await calls.merge(other, primary);
  expect(await calls.suggest(primary)).toEqual([]);
  const { standing } = await calls.unmerge(duplicate);
  expect(standing).toMatchObject({ state: TRIAGED });

  const { incident } = await intake.get(duplicate);
  expect(incident).toMatchObject({ state: TRIAGED, mergedIntoIncidentId: '', reporter: tellerOf(2) });
  expect((await intake.get(primary)).incident).toMatchObject({
    state: RECEIVED,
    reporter: tellerOf(1),
    mergedReports: [{ incidentId: other, reporter: tellerOf(3) }],
  });
  expect((await intake.get(other)).incident).toMatchObject({ state: DUPLICATE, mergedIntoIncidentId: primary });
  expect((await calls.suggest(primary)).map(({ incidentId }) => incidentId)).toEqual([duplicate]);

  // From now on it has its own lifecycle, and its reporter sees that.
  await course.dispatch(duplicate);
  expect(await calls.status(two!.trackingToken)).toMatchObject({ state: IncidentState.DISPATCHED });
  expect(await calls.status(three!.trackingToken)).toMatchObject({ state: RECEIVED });
  await calls.merge(duplicate, primary);
  expect(await calls.status(two!.trackingToken)).toMatchObject({ state: RECEIVED });
});
