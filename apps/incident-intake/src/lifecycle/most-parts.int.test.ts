import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { endOfCase, PROTOCOL, type EndOfCase } from '../../test/end-of-case.ts';
import { followUpCalls, type FollowUpCalls } from '../../test/follow-up-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { reported, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';

let intake: RunningIntake;
let course: CourseCalls;
let end: EndOfCase;
let merging: FollowUpCalls;
let violence: ViolenceClient;
beforeAll(async () => {
  intake = await runIntake();
  course = courseCalls(intake);
  end = endOfCase(intake);
  merging = followUpCalls(intake);
  violence = violenceClient(intake);
});
afterAll(async () => {
  course.end();
  for (const client of [end, merging, violence]) client.close();
  await intake.stop();
});

const inAnHour = (): Date => new Date(Date.now() + 3_600_000);

test.each<[what: string, most: number, table: string, id: string, add: (incidentId: string) => Promise<unknown>]>([
  ['RESPONDERS', 200, 'responder', 'responder_id', (incidentId) => course.dispatch(incidentId)],
  ['OUTCOMES', 100, 'outcome', 'outcome_id', (incidentId) => end.record(incidentId, PROTOCOL)],
  ['LEGAL_HOLDS', 100, 'legal_hold', 'hold_id', (incidentId) => end.hold(incidentId)],
  ['FOLLOW_UP_VISITS', 200, 'dv_visit', 'visit_id', (incidentId) => violence.planVisit(incidentId, inAnHour())],
  ['PROTECTION_ORDERS', 100, 'dv_order', 'order_id', (incidentId) => violence.issueProtectionOrder(incidentId)],
])('%s: an incident accepts %i', async (what, most, table, id, add) => {
  const incidentId = await openCase();
  await add(incidentId);
  await intake.sql(
    `insert into ${table} select (jsonb_populate_record(part, jsonb_build_object('${id}', gen_random_uuid()))).*
     from ${table} as part, generate_series(3, $2) where incident_id = $1`,
    [incidentId, most],
  );
  await add(incidentId);
  expect(await refusalBeyond(() => add(incidentId))).toMatchObject(tooMany(what));
});

test('a case accepts 50 referrals, each encrypted separately', async () => {
  const incidentId = await openCase();
  for (let count = 0; count < 50; count += 1) await violence.referVictim(incidentId);
  expect(await refusalBeyond(() => violence.referVictim(incidentId))).toMatchObject(tooMany('REFERRALS'));
});

test('1,000 incidents can be merged into one', async () => {
  const report = async (): Promise<string> => (await intake.report({ report: fire() })).incidentId;
  const [primary, first, last, further] = [await report(), await report(), await report(), await report()];
  await merging.merge(first, primary);
  await intake.sql(
    `insert into incident select (jsonb_populate_record(i, jsonb_build_object(
       'incident_id', overlay(gen_random_uuid()::text placing left(i.incident_id::text, 13) from 1)))).*
     from incident i, generate_series(3, 1000) where incident_id = $1`,
    [first],
  );
  await merging.merge(last, primary);
  expect(await refusalBeyond(() => merging.merge(further, primary))).toMatchObject(tooMany('DUPLICATES'));
  await merging.unmerge(last);
  await merging.merge(further, primary);
});

/** A case that accepts every kind of addition. */
async function openCase(): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId);
  await course.triage(incidentId);
  return incidentId;
}

function tooMany(what: string) {
  return { code: 'FAILED_PRECONDITION', reason: `TOO_MANY_${what}` };
}

/** Checks that one more is rejected and changes nothing. */
async function refusalBeyond(add: () => Promise<unknown>) {
  const before = await intake.counts();
  const refusal = await refusalOf(add());
  expect(await intake.counts()).toEqual(before);
  return refusal;
}
