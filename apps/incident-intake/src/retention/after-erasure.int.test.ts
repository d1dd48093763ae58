import { randomUUID } from 'node:crypto';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseOfCase, type CourseOfCase } from '../../test/course-of-case.ts';
import { endOfCase, PROTOCOL, type EndOfCase } from '../../test/end-of-case.ts';
import { fire, header, row } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { wrappedKeysOf } from '../../test/traces-of-case.ts';

let intake: RunningIntake;
let calls: EndOfCase;
let course: CourseOfCase;
beforeAll(async () => {
  intake = await runIntake();
  calls = endOfCase(intake);
  course = courseOfCase(intake);
});
afterAll(async () => {
  for (const client of [calls, course]) client.close();
  await intake.stop();
});

const CANARY = { description: 'канарка-опис' };

test('after an erasure, steps without a reason still work, and no personal data can be added', async () => {
  const incidentId = await imported();
  await calls.erase(incidentId);
  const refused = { code: 'FAILED_PRECONDITION', reason: 'PERSONAL_DATA_ERASED' };
  expect(await refusalOf(course.triage(incidentId, 'канарка-причина'))).toMatchObject(refused);
  expect(await refusalOf(calls.record(incidentId, PROTOCOL))).toMatchObject(refused);
  expect(await refusalOf(calls.hold(incidentId))).toMatchObject(refused);
  expect(await course.triage(incidentId)).toMatchObject({ state: IncidentState.TRIAGED, version: 3 });
  expect(await wrappedKeysOf(intake, incidentId)).toEqual([{ key_id: null, wrapped_key: null, ciphertext: null }]);
});

test('an erased closed case cannot be reopened, with a reason; an open one continues to its end', async () => {
  const incidentId = (await intake.report({ report: fire(CANARY) })).incidentId;
  await course.closeCase(incidentId);
  await calls.erase(incidentId);
  const before = await intake.counts();
  const refusal = await refusalOf(course.reopen(incidentId, 'знову горить'));
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'PERSONAL_DATA_ERASED' });
  expect(refusal.message).toContain('personal data of the incident was erased');
  expect(await intake.counts()).toEqual(before);
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ state: IncidentState.CLOSED, legalStates: [] });

  const open = await imported();
  await calls.erase(open);
  expect((await intake.get(open)).incident?.legalStates).toEqual([IncidentState.TRIAGED]);
  await course.closeCase(open);
});

/** An open incident that can be erased: another system handles it. */
async function imported(): Promise<string> {
  const externalId = `call-${randomUUID()}`;
  await intake.send([header(randomUUID(), 'later'), row(1, { externalId, report: fire(CANARY) })]);
  const [stored] = await intake.sql('select incident_id from incident where external_id = $1', [externalId]);
  return String(stored?.['incident_id']);
}
