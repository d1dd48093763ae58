import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestUpdatesRequest,
  PublicRequestServiceService as Requests,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire, header, row, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { PUBLIC_TIME } from '../incident/module.ts';

const { INFRASTRUCTURE, ACCESS_BARRIER, FIRE } = IncidentCategory;
const { TRIAGED, REJECTED, REOPENED, RESOLVED, CLOSED } = IncidentState;
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

test('what was imported with its incident is listed when it happened, in order, and not when it was imported', async () => {
  const before = await list();
  const dayBefore = (hours: number) => new Date(YESTERDAY.getTime() + (hours - 240) * 3_600_000);
  const course = (endedAs: IncidentState, resolved: number | undefined, closed: number) => ({
    responders: [],
    resolvedTime: resolved === undefined ? undefined : dayBefore(resolved),
    closedTime: dayBefore(closed),
    endedAs,
  });
  const report = fire({ category: INFRASTRUCTURE, description: CANARY });
  const imported = (rowNumber: number, what: ReturnType<typeof course>) =>
    row(rowNumber, { report, receivedTime: dayBefore(rowNumber), course: what });
  await intake.send([
    header(randomUUID(), 'city-311'),
    imported(1, course(IncidentState.CLOSED, 5, 9)),
    imported(2, course(REJECTED, undefined, 7)),
  ]);
  const [closed = '', rejected = ''] = (
    await intake.sql(`select incident_id from incident where source_system = 'city-311' order by external_id`)
  ).map((each) => String(each['incident_id']));
  // Whoever follows what is new sees nothing of it.
  expect((await list({ recordedFrom: dayBefore(200) })).updates).toEqual(before.updates);
  const expected = [
    { requestId: closed, version: 2, state: RESOLVED, recordedTime: dayBefore(5) },
    { requestId: rejected, version: 2, state: REJECTED, recordedTime: dayBefore(7) },
    { requestId: closed, version: 3, state: CLOSED, recordedTime: dayBefore(9) },
  ];
  const days = { recordedFrom: dayBefore(0), recordedTo: dayBefore(48) };
  expect((await list(days)).updates).toEqual(expected);
  expect((await list({ ...days, recordedFrom: dayBefore(7) })).updates).toEqual(expected.slice(1));
  expect((await list({ ...days, recordedTo: dayBefore(7) })).updates).toEqual(expected.slice(0, 1));
  const page = await list({ ...days, pageSize: 2 });
  expect(page.updates).toEqual(expected.slice(0, 2));
  expect((await list({ ...days, pageSize: 2, pageToken: page.nextPageToken })).updates).toEqual(expected.slice(2));
  expect((await list({ ...days, skip: 1, pageSize: 1 })).updates).toEqual(expected.slice(1, 2));
  // A step that is taken here is news, also of an imported incident.
  const reopening = courseCalls(intake, 'client', 'officer-7');
  await reopening.reopen(closed, { reason: CANARY });
  reopening.end();
  expect(await statesOf({ recordedFrom: dayBefore(200), requestIds: [closed] })).toEqual([[closed, REOPENED]]);
  await intake.sql('update case_history set public_change = false where incident_id = any ($1)', [[closed, rejected]]);
});

test('what was not imported with its incident is listed by the time of recording', async () => {
  const { updates } = await list({ requestIds: [first] });
  const stored = await intake.sql(
    'select recorded_at, public_at from case_history where incident_id = $1 and public_change order by version',
    [first],
  );
  expect(stored.map((each) => each['public_at'])).toEqual([null, null, null]);
  expect(updates.map(({ recordedTime }) => recordedTime)).toEqual(
    stored.map((each) => new Date(String(each['recorded_at']))),
  );
});

test('a category that is published no more, and tests, show nothing', async () => {
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
    ) as published where public_change and ${PUBLIC_TIME} >= now() - interval '1 day' and ${PUBLIC_TIME} < now()
    order by ${PUBLIC_TIME}, incident_id, version limit 51`);
  expect(JSON.stringify(plan)).toContain('case_history_public');
  expect(JSON.stringify(plan)).not.toContain('Sort');
});
