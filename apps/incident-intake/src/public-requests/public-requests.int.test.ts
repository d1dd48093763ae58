import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsRequest,
  PublicRequestServiceService as Requests,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { publicCell } from '@safe-community/territory';
import { refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { INFRASTRUCTURE, ACCESS_BARRIER } = IncidentCategory;
const OTHER_HROMADA = 'UA05020010000053508';
const CANARY = 'канарка-380671112233';
/** Two metres from somebody's door. */
const POINT = { latitude: 49.23312345, longitude: 28.46812345 };
const DAY_MS = 24 * 3_600_000;

let intake: RunningIntake;
let requests: ReturnType<typeof client>;
const client = (from?: 'statistics' | 'nats') => testClient(Requests, intake.port, from);
/** Published ones, oldest first; the last is an access barrier in another hromada. */
const ids: string[] = [];

beforeAll(async () => {
  intake = await runIntake();
  requests = client();
  for (const category of [INFRASTRUCTURE, INFRASTRUCTURE, INFRASTRUCTURE]) ids.push(await report(category, VINNYTSIA));
  ids.push(await report(ACCESS_BARRIER, OTHER_HROMADA));
  for (const category of CATEGORIES_UNPUBLISHED) await report(category, VINNYTSIA);
});
afterAll(async () => {
  requests.close();
  await intake.stop();
});

const CATEGORIES_UNPUBLISHED = Object.values(IncidentCategory).filter(
  (category) => category > 0 && category !== INFRASTRUCTURE && category !== ACCESS_BARRIER,
);

async function report(category: IncidentCategory, hromadaCode: string): Promise<string> {
  const plain = fire({ category, hromadaCode, description: CANARY });
  const code = category === INFRASTRUCTURE ? [{ name: 'object_code', value: '380671112233' }] : [];
  const { incidentId } = await intake.report({
    report: {
      ...plain,
      attributes: [...plain.attributes, ...code],
      location: hromadaCode === VINNYTSIA ? POINT : undefined,
      reporter: { fullName: CANARY, phone: '+380671112233' },
      onBehalfOf: { fullName: CANARY, phone: '+380671112233' },
      attachments: [
        { uri: 'https://example.org/380671112233', sha256: Buffer.alloc(32), mediaType: '', sizeBytes: 0n },
      ],
    },
  });
  return incidentId;
}

const list = (more: Partial<ListRequestsRequest> = {}) => requests.listRequests(ListRequestsRequest.fromPartial(more));
const listed = async (more: Partial<ListRequestsRequest> = {}) =>
  (await list(more)).requests.map(({ requestId }) => requestId);
const fieldsOf = async (more: Partial<ListRequestsRequest>) => (await refusalOf(list(more))).fields;

test('lists published categories only, newest first, and nothing that identifies a person or a place', async () => {
  const all = await list();
  expect(all.requests.map(({ requestId }) => requestId)).toEqual(ids.toReversed());
  expect(all.requests[3]).toEqual({
    requestId: ids[0],
    category: INFRASTRUCTURE,
    state: IncidentState.RECEIVED,
    categoryUk: 'Інфраструктура',
    categoryEn: 'Infrastructure',
    attributes: [
      {
        name: 'infrastructure_kind',
        value: 'road_pit',
        nameUk: 'Що не так',
        nameEn: 'What is wrong',
        valueUk: 'Яма на дорозі',
        valueEn: 'Pothole',
      },
    ],
    receivedTime: expect.any(Date),
    stateTime: expect.any(Date),
    updatedTime: expect.any(Date),
    hromadaCode: VINNYTSIA,
    settlementCode: '',
    hromadaCentre: { latitude: expect.any(Number), longitude: expect.any(Number) },
    cell: publicCell(POINT),
    voices: 0,
  });
  expect(all.requests.map(({ cell }) => cell !== undefined)).toEqual([false, true, true, true]);
  const text = JSON.stringify(all);
  for (const canary of ['380671112233', 'канарка', '12345,']) expect(text).not.toContain(canary);
  expect(all.requests[3]!.hromadaCentre).not.toEqual(POINT);
  expect(all.requests[3]!.cell).not.toEqual(POINT);
});

test('one request is read by its id; one of another category, a test, or an unknown one does not exist', async () => {
  expect((await requests.getRequest({ requestId: ids[0]! })).request?.requestId).toBe(ids[0]);
  const [hidden] = await intake.sql(`select incident_id from incident where category = 'fire'`);
  for (const requestId of [String(hidden?.['incident_id']), randomUUID()]) {
    expect(await refusalOf(requests.getRequest({ requestId }))).toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await refusalOf(requests.getRequest({ requestId: 'x' }))).toMatchObject({ fields: ['request_id'] });
  await intake.sql('update incident set is_test = true where incident_id = $1', [ids[1]]);
  expect(await refusalOf(requests.getRequest({ requestId: ids[1]! }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await listed()).not.toContain(ids[1]);
  expect(await listed({ updatedFrom: new Date(Date.now() - DAY_MS) })).not.toContain(ids[1]);
  await intake.sql('update incident set is_test = false where incident_id = $1', [ids[1]]);
});

test('filters by id, category, state, hromada, and receipt, together', async () => {
  const [first, second, third, barrier] = ids;
  expect(await listed({ requestIds: [first!, barrier!.toUpperCase(), randomUUID()] })).toEqual([barrier, first]);
  expect(await listed({ requestIds: [first!, barrier!], hromadaCode: OTHER_HROMADA })).toEqual([barrier]);
  expect(await listed({ categories: [ACCESS_BARRIER] })).toEqual([barrier]);
  expect(await listed({ categories: [IncidentCategory.FIRE] })).toEqual([]);
  expect(await listed({ hromadaCode: VINNYTSIA })).toEqual([third, second, first]);
  expect(await listed({ hromadaCode: VINNYTSIA, categories: [ACCESS_BARRIER] })).toEqual([]);
  expect(await listed({ states: [IncidentState.CLOSED] })).toEqual([]);
  expect(await listed({ states: [IncidentState.RECEIVED], hromadaCode: OTHER_HROMADA })).toEqual([barrier]);
  expect(await listed({ receivedTo: new Date(Date.now() - DAY_MS) })).toEqual([]);
  expect(await listed({ receivedFrom: new Date(Date.now() - DAY_MS) })).toEqual(ids.toReversed());
  expect(await listed({ requestIds: [first!], updatedFrom: new Date(Date.now() - DAY_MS) })).toEqual([first]);
});

test('pages follow each other, by token and by number, and a token belongs to its filter', async () => {
  const first = await list({ pageSize: 3 });
  const second = await list({ pageSize: 3, pageToken: first.nextPageToken });
  expect([...first.requests, ...second.requests].map(({ requestId }) => requestId)).toEqual(ids.toReversed());
  expect(second.nextPageToken).toBe('');
  expect(await listed({ skip: 2, pageSize: 1 })).toEqual([ids[1]]);
  expect(await listed({ skip: 2, pageSize: 1, hromadaCode: VINNYTSIA })).toEqual([ids[0]]);
  const other = list({ pageToken: first.nextPageToken, categories: [ACCESS_BARRIER] });
  expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
  const since = new Date(Date.now() - DAY_MS);
  const oldest = await list({ updatedFrom: since, pageSize: 3 });
  const rest = await list({ updatedFrom: since, pageSize: 3, pageToken: oldest.nextPageToken });
  expect([...oldest.requests, ...rest.requests].map(({ requestId }) => requestId)).toEqual(ids);
});

test('a change since a time is found by when it was recorded; a step that changes no state is no change', async () => {
  const before = new Date();
  expect(await listed({ updatedFrom: before })).toEqual([]);
  const course = courseCalls(intake);
  await course.triage(ids[0]!);
  await intake.sql(`update incident set state_since = state_since - interval '1 day' where incident_id = $1`, [ids[0]]);
  const { requests: found } = await list({ updatedFrom: before });
  expect(found).toMatchObject([{ requestId: ids[0], state: IncidentState.TRIAGED }]);
  const after = new Date(found[0]!.updatedTime!.getTime() + 1);
  await course.triage(ids[0]!, { urgency: 4 });
  expect(await listed({ updatedFrom: after })).toEqual([]);
  expect(await listed({ updatedTo: after })).toEqual([ids[1], ids[2], ids[3], ids[0]]);
});

test('every invalid field is named', async () => {
  expect(
    await fieldsOf({
      requestIds: ['x'],
      categories: [99 as IncidentCategory],
      states: [99 as IncidentState],
      skip: 5_001,
      pageSize: 501,
    }),
  ).toEqual(['request_ids[0]', 'categories', 'states', 'skip', 'page_size']);
  expect(await fieldsOf({ receivedFrom: new Date('2020-01-01'), updatedFrom: new Date('2020-01-01') })).toEqual([
    'received_from',
    'updated_from',
  ]);
  expect(await fieldsOf({ pageToken: 'x' })).toEqual(['page_token']);
  expect(await fieldsOf({ requestIds: Array.from({ length: 101 }, () => randomUUID()) })).toEqual(['request_ids']);
  const unprivileged = client('nats');
  expect(await refusalOf(unprivileged.listRequests(ListRequestsRequest.fromPartial({})))).toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  unprivileged.close();
});
