import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestUpdatesRequest,
  PublicRequestServiceService as Requests,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { INFRASTRUCTURE, ACCESS_BARRIER, FIRE } = IncidentCategory;
const { TRIAGED, REJECTED, REOPENED } = IncidentState;
const CANARY = 'канарка-380671112233';
const DAY_MS = 24 * 3_600_000;

let intake: RunningIntake;
let requests: ReturnType<typeof client>;
const client = (from?: 'nats') => testClient(Requests, intake.port, from);
let first = '';
let second = '';

beforeAll(async () => {
  intake = await runIntake();
  requests = client();
  const course = courseCalls(intake, 'client', 'officer-7');
  const reported = async (category: IncidentCategory) =>
    (await intake.report({ report: fire({ category, description: CANARY }) })).incidentId;
  first = await reported(INFRASTRUCTURE);
  second = await reported(ACCESS_BARRIER);
  const hidden = await reported(FIRE);
  for (const id of [first, second, hidden]) await course.triage(id, { reason: CANARY });
  await course.triage(first, { urgency: 4, reason: CANARY });
  await course.reject(first, { reason: CANARY });
  await course.reopen(first, { reason: CANARY });
  course.end();
});
afterAll(async () => {
  requests.close();
  await intake.stop();
});

const list = (more: Partial<ListRequestUpdatesRequest> = {}) =>
  requests.listRequestUpdates(ListRequestUpdatesRequest.fromPartial(more));
const statesOf = async (more: Partial<ListRequestUpdatesRequest> = {}) =>
  (await list(more)).updates.map(({ requestId, state }) => [requestId, state]);

test('lists the changes of states of published requests, oldest first, without who and why', async () => {
  const { updates, nextPageToken } = await list();
  expect(updates).toEqual([
    { requestId: first, version: 2, state: TRIAGED, recordedTime: expect.any(Date) },
    { requestId: second, version: 2, state: TRIAGED, recordedTime: expect.any(Date) },
    // Version 3 changed the urgency only.
    { requestId: first, version: 4, state: REJECTED, recordedTime: expect.any(Date) },
    { requestId: first, version: 5, state: REOPENED, recordedTime: expect.any(Date) },
  ]);
  expect(nextPageToken).toBe('');
  expect(JSON.stringify(updates)).not.toContain('канарка');
});

test('filters by request and time of recording', async () => {
  expect(await statesOf({ requestIds: [second.toUpperCase(), randomUUID()] })).toEqual([[second, TRIAGED]]);
  const { updates } = await list();
  const from = updates[2]!.recordedTime!;
  expect(await statesOf({ recordedFrom: from })).toEqual([
    [first, REJECTED],
    [first, REOPENED],
  ]);
  expect(await statesOf({ recordedTo: from, requestIds: [first] })).toEqual([[first, TRIAGED]]);
  expect(await statesOf({ recordedTo: new Date(Date.now() - DAY_MS) })).toEqual([]);
});

test('a category that is published no more, and load tests, show nothing', async () => {
  await intake.sql('update case_history set public_change = false where incident_id = $1', [second]);
  expect(await statesOf({ requestIds: [second] })).toEqual([]);
  await intake.sql('update case_history set public_change = true where incident_id = $1', [second]);
  const [hidden] = await intake.sql(`update case_history h set public_change = true from incident i
    where i.incident_id = h.incident_id and i.category = 'fire' returning h.incident_id as id`);
  expect(await statesOf({ requestIds: [String(hidden?.['id'])] })).toEqual([]);
});

test('pages follow each other, by token and by number, and a token belongs to its filter', async () => {
  const page = await list({ pageSize: 3 });
  const rest = await list({ pageSize: 3, pageToken: page.nextPageToken });
  expect([...page.updates, ...rest.updates]).toEqual((await list()).updates);
  expect(rest.updates).toHaveLength(1);
  expect(await statesOf({ skip: 3, pageSize: 1 })).toEqual([[first, REOPENED]]);
  const other = list({ pageToken: page.nextPageToken, requestIds: [first] });
  expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
});

test('every invalid field is named, and the scope is required', async () => {
  const fieldsOf = async (more: Partial<ListRequestUpdatesRequest>) => (await refusalOf(list(more))).fields;
  expect(await fieldsOf({ requestIds: ['x'], skip: 5_001, pageSize: 501 })).toEqual([
    'request_ids[0]',
    'skip',
    'page_size',
  ]);
  expect(await fieldsOf({ recordedFrom: new Date('2020-01-01') })).toEqual(['recorded_from']);
  expect(await fieldsOf({ pageToken: 'x' })).toEqual(['page_token']);
  const unprivileged = client('nats');
  const call = unprivileged.listRequestUpdates(ListRequestUpdatesRequest.fromPartial({}));
  expect(await refusalOf(call)).toMatchObject({ code: 'PERMISSION_DENIED' });
  unprivileged.close();
});

test('the list reads the index of public changes in its order', async () => {
  await intake.sql('set enable_seqscan = off');
  const plan = await intake.sql(`explain (costs off) select incident_id from case_history as entry, lateral (
      select from incident where incident.incident_id = entry.incident_id and category = any ('{infrastructure}') limit 1
    ) as published where public_change and recorded_at >= now() - interval '1 day' and recorded_at < now()
    order by recorded_at, incident_id, version limit 51`);
  expect(JSON.stringify(plan)).toContain('case_history_public');
  expect(JSON.stringify(plan)).not.toContain('Sort');
});
