import { randomUUID } from 'node:crypto';
import { FootageOutcome, FootageRequestState } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { FootageRequestServiceService as Requests } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { systemClock } from '@safe-community/service-kit';
import { callerWithRoles, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { givenRequest, GROUNDS } from '../../test/footage-calls.ts';
import { KYIV, UNIT } from '../../test/recordings.ts';
import { CONFIRMED, TERM } from '../../test/retention-calls.ts';
import { openRetention, REASON, RECORDED, type RetentionGround } from '../../test/retention-ground.ts';
import { EVENTS_OF_CALLS } from '../../test/running-rollout.ts';

const VINNYTSIA = 'UA05020030000031457';
const HOUR = { footageFromTime: RECORDED, footageToTime: new Date(RECORDED.getTime() + 3_600_000) };

let ground: RetentionGround;
let requests: TestClient<typeof Requests>;
/** The desks of Kyiv, which may see ordinary incidents only, and of Vinnytsia. */
let desk: TestClient<typeof Requests>;
let elsewhere: TestClient<typeof Requests>;
beforeAll(async () => {
  const role = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('citizens-desk') ?? expect.fail('no such role');
  const callers = [
    { ...callerWithRoles('statistics', [role]), territory: new Set([KYIV]) },
    { ...callerWithRoles('incident-intake', [role]), territory: new Set([VINNYTSIA]) },
  ];
  ground = await openRetention(callers);
  ({ requests } = ground.footage);
  desk = testClient(Requests, ground.rollout.port, 'statistics');
  elsewhere = testClient(Requests, ground.rollout.port, 'incident-intake');
});
afterAll(async () => {
  await ground.stop();
  for (const client of [desk, elsewhere]) client.close();
});
beforeEach(() => ground.begin());

async function known(category: string): Promise<string> {
  const incidentId = randomUUID();
  await ground.rollout.sql(
    `insert into known_incident values ($1, $2, '', $3, now(), now(), null, null, null, false)`,
    [incidentId, category, KYIV],
  );
  return incidentId;
}

const written = () =>
  ground.rollout.sql(`select (select count(*) from footage_request) as requests, (${EVENTS_OF_CALLS}) as events`);

describe('a request that names footage', () => {
  test('of an unknown recording, or one of another place, unit, or time, is rejected, and nothing is written', async () => {
    const recordingId = await ground.record();
    const later = { footageFromTime: new Date(RECORDED.getTime() + 601_000), footageToTime: HOUR.footageToTime };
    const before = await written();
    for (const [code, field, change] of [
      ['NOT_FOUND', 'recording_ids[1]', { ...HOUR, recordingIds: [recordingId, randomUUID()] }],
      ['NOT_FOUND', 'recording_ids[0]', { ...HOUR, recordingIds: [recordingId], hromadaCode: VINNYTSIA }],
      ['INVALID_ARGUMENT', 'recording_ids[0]', { ...later, recordingIds: [recordingId] }],
      ['INVALID_ARGUMENT', 'recording_ids[0]', { ...HOUR, recordingIds: ['x'] }],
      ['INVALID_ARGUMENT', 'recording_ids', { ...HOUR, recordingIds: [recordingId, recordingId] }],
    ] as const) {
      expect(await refusalOf(ground.footage.submit(change))).toMatchObject({ code, fields: [field] });
    }
    const many = Array.from({ length: 51 }, () => randomUUID());
    expect(await refusalOf(ground.footage.submit({ recordingIds: many }))).toMatchObject({ fields: ['recording_ids'] });
    expect(await written()).toEqual(before);
  });

  test('of an unknown incident is rejected; of a new one, whose event may be late, to be sent again', async () => {
    const before = await written();
    const now = new Date('2026-01-05T20:00:00Z');
    const made = (minutesAgo: number) => systemClock.newId(new Date(now.getTime() - minutesAgo * 60_000));
    for (const incidentId of [randomUUID(), made(6)]) {
      const refusal = { code: 'NOT_FOUND', fields: ['incident_id'] };
      expect(await refusalOf(ground.footage.submit({ ...HOUR, incidentId }))).toMatchObject(refusal);
    }
    expect(await refusalOf(ground.footage.submit({ ...HOUR, incidentId: made(1) }))).toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect(await written()).toEqual(before);
    await ground.footage.submit({ ...HOUR, incidentId: await known('fire') });
  });

  test('names none where there is none, and is answered so', async () => {
    const nothing = new Date('2026-01-03T03:00:00Z');
    const asked = await ground.footage.assigned({ footageFromTime: nothing, footageToTime: nothing });
    const { recordings } = await requests.listRequestedRecordings(asked);
    expect(recordings).toEqual([]);
    await requests.decideRequest({ ...asked, outcome: FootageOutcome.NO_FOOTAGE, grounds: GROUNDS });
    expect(await requests.getRequestStatus(asked)).toMatchObject({ state: FootageRequestState.DECIDED });
  });
});

describe('the recordings of a request', () => {
  test('are listed for those who decide it, frozen until they do, page by page', async () => {
    const [named, other] = [await ground.record({ category: 'search' }), await ground.record()].toSorted();
    const recordingIds = [named ?? ''];
    const given = givenRequest({ ...HOUR, recordingIds, patrolUnitCode: UNIT });
    const { footageRequestId } = await desk.submitRequest(given);
    const list = async () => {
      const first = await desk.listRequestedRecordings({ footageRequestId, pageSize: 1 });
      const pages = [first];
      for (let token = first.nextPageToken; token !== ''; token = pages.at(-1)?.nextPageToken ?? '') {
        pages.push(await desk.listRequestedRecordings({ footageRequestId, pageSize: 1, pageToken: token }));
      }
      return pages.flatMap(({ recordings }) => recordings);
    };
    const found = (await list()).filter(({ recordingId }) => [named, other].includes(recordingId));
    expect(found).toMatchObject([
      { recordingId: named, patrolUnitCode: UNIT, startedTime: RECORDED, durationMs: 600_000, named: true },
      { recordingId: other, state: ExpiryState.KEPT, expiresOn: '', restorableUntil: '', named: false },
    ]);
    expect(new Set(found.map(({ frozen }) => frozen))).toEqual(new Set([true]));
    await ground.follow();
    expect(await ground.custodyOf(named ?? '')).toContain('freeze');

    const { etag } = await desk.assignRequest({ footageRequestId, etag: '1', assignee: 'olena' });
    await desk.decideRequest({ footageRequestId, etag, outcome: FootageOutcome.REFUSED, grounds: GROUNDS });
    await ground.follow();
    expect((await list()).some(({ frozen }) => frozen)).toBe(false);
  });

  test('whose retention has ended are listed as deleted', async () => {
    await ground.retention.setExpiryTerm({ term: TERM });
    await ground.setSeen(CONFIRMED);
    const startTime = new Date('2026-01-04T10:00:00Z');
    const recordingId = await ground.record({ startTime });
    for (const day of ['2026-02-01', '2026-02-05', '2026-02-20']) await ground.on(day);
    const asked = { footageFromTime: startTime, footageToTime: startTime, recordingIds: [recordingId] };
    const { footageRequestId } = await ground.footage.submit(asked);
    const { recordings } = await requests.listRequestedRecordings({ footageRequestId });
    expect(recordings).toMatchObject([{ recordingId, state: ExpiryState.DELETED, frozen: false, named: true }]);
  });

  test('of a sensitive incident are seen by those who may see it', async () => {
    const recordings = testClient(Recordings, ground.rollout.port);
    onTestFinished(() => recordings.close());
    const time = new Date('2026-01-02T20:00:00Z');
    for (const [category, isSeen] of [
      ['fire', true],
      ['domestic_violence', false],
    ] as const) {
      const [incidentId, recordingId] = [await known(category), await ground.record()];
      await recordings.confirmLink({ recordingId, incidentId, reason: REASON }, { actingUser: 'olena' });
      const asked = { incidentId, footageFromTime: time, footageToTime: time };
      const { footageRequestId } = await ground.footage.submit(asked);
      const all = await requests.listRequestedRecordings({ footageRequestId });
      expect(all.recordings).toMatchObject([{ recordingId, frozen: true }]);
      const ordinary = await desk.listRequestedRecordings({ footageRequestId });
      expect(ordinary.recordings).toHaveLength(isSeen ? 1 : 0);
    }
  });

  test('of an unknown request, of another territory, and with a token of another request, are refused', async () => {
    const { footageRequestId } = await ground.footage.submit(HOUR);
    const list = (change: object = {}) => requests.listRequestedRecordings({ footageRequestId, ...change });
    expect(await refusalOf(list({ footageRequestId: randomUUID() }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(list({ pageToken: 'x' }))).toMatchObject({ fields: ['page_token'] });
    expect(await refusalOf(elsewhere.listRequestedRecordings({ footageRequestId }))).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'OUTSIDE_TERRITORY',
    });
  });
});
