import { randomUUID } from 'node:crypto';
import {
  LinkState,
  RecordingFlag,
  StoredObject,
  type RecordingMetadata,
} from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { RecordingCategorised } from '@safe-community/contracts/cameras/events/v1/recording_events.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { systemClock } from '@safe-community/service-kit';
import { callerWithRoles, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { factsOf, KYIV, lastEvent, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const ISSUED = new Date('2026-10-01T08:00:00Z');
const NOW = new Date('2026-10-20T20:00:00Z');
const VINNYTSKA = 'UA05000000000010236';
const AS_PERSON = { actingUser: 'olena' };
const reason = 'Канарка: провадження 12026';

let now = ISSUED;
let rollout: RunningRollout;
let recordings: TestClient<typeof Recordings>;
/** An investigator of another oblast. */
let elsewhere: TestClient<typeof Recordings>;
let held: { cameraId: string; officerId: string };
/** Each test has an hour of its own. */
let hour = new Date('2026-10-02T00:00:00Z');
beforeAll(async () => {
  const { roles } = loadPolicy(BUILT_IN_POLICY, declaredScopes());
  const role = roles.get('investigator') ?? expect.fail('no such role');
  const caller = { ...callerWithRoles('incident-intake', [role]), territory: new Set([VINNYTSKA]) };
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } }, [caller]);
  recordings = testClient(Recordings, rollout.port);
  elsewhere = testClient(Recordings, rollout.port, 'incident-intake');
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  held = await issued(rollout, UNIT);
  now = NOW;
});
afterAll(async () => {
  for (const client of [recordings, elsewhere]) client.close();
  await rollout.stop();
});

function nextHour(): Date {
  hour = new Date(hour.getTime() + 6 * 3_600_000);
  return hour;
}

async function registered(...changes: Partial<RecordingMetadata>[]): Promise<string[]> {
  const given = changes.map((change) => metadata({ ...held, startTime: hour, ...change }));
  const answer = await recordings.registerRecordings({ recordings: given });
  return answer.recordings.map(({ recordingId }) => recordingId);
}

async function one(change: Partial<RecordingMetadata> = {}): Promise<string> {
  nextHour();
  const [recordingId = ''] = await registered(change);
  return recordingId;
}

const after = (seconds: number): Date => new Date(hour.getTime() + seconds * 1_000);

describe('reading a recording', () => {
  test('returns all that is known, and is a view in its chain of custody', async () => {
    const recordingId = await one({ hromadaCode: KYIV, clockOffsetMs: 1_000 });
    const { recording } = await recordings.getRecording({ recordingId, reason, place: 'Київ, каб. 7' }, AS_PERSON);
    expect(recording).toMatchObject({
      listed: {
        recordingId,
        ...held,
        patrolUnitCode: UNIT,
        oblastCode: KYIV,
        startedTime: after(-1),
        flags: [],
        linkState: LinkState.NONE,
        storedObject: StoredObject.UNCHECKED,
        verifiedTime: undefined,
      },
      metadata: { ...held, startTime: hour, sizeBytes: 1_000n, hromadaCode: KYIV, clockOffsetMs: 1_000 },
      registeredTime: NOW,
      overlappingRecordingIds: [],
    });
    const chain = await rollout.sql(
      'select kind, acting_user, facts from recording_custody where recording_id = $1 order by entry_index',
      [recordingId],
    );
    expect(chain).toMatchObject([{ kind: 'registered' }, { kind: 'view', acting_user: 'olena' }]);
    const reads = await rollout.sql(`select subject_ids from audit_entry where kind = 'sensitive-read'`);
    expect(reads).toEqual([{ subject_ids: [recordingId] }]);
  });

  test('needs a reason, which is encrypted', async () => {
    const recordingId = await one();
    expect(await refusalOf(recordings.getRecording({ recordingId }))).toMatchObject({ fields: ['reason'] });
    expect(await refusalOf(recordings.getRecording({ recordingId, reason: ' x ' }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      fields: ['reason'],
    });
    await recordings.getRecording({ recordingId, reason, place: 'Таємна адреса' });
    const length = await rollout.sql('select length from recording_chain where recording_id = $1', [recordingId]);
    expect(length).toEqual([{ length: 2 }]);
    for (const table of ['recording_custody', 'recording', 'audit_entry', 'ledger_event', 'request_record']) {
      const stored = JSON.stringify(await rollout.sql(`select t::text from ${table} t`));
      expect(stored).not.toMatch(/Канарка|Таємна|12026/);
    }
    expect(rollout.log.join('')).not.toMatch(/Канарка|Таємна/);
  });

  test('is refused outside of the territory, and for an unknown recording, and leaves no entry', async () => {
    const recordingId = await one();
    const outside = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };
    expect(await refusalOf(elsewhere.getRecording({ recordingId, reason }))).toMatchObject(outside);
    expect(await refusalOf(elsewhere.proposeLinks({ recordingId }))).toMatchObject(outside);
    const link = { recordingId, incidentId: randomUUID(), reason };
    expect(await refusalOf(elsewhere.confirmLink(link, AS_PERSON))).toMatchObject(outside);
    const category = { recordingIds: [recordingId], category: 'detention' };
    expect(await refusalOf(elsewhere.categorise(category))).toMatchObject(outside);
    expect((await elsewhere.listRecordings()).recordings).toEqual([]);
    const unknown = { recordingId: randomUUID(), reason };
    expect(await refusalOf(recordings.getRecording(unknown))).toMatchObject({ code: 'NOT_FOUND' });
    const length = await rollout.sql('select length from recording_chain where recording_id = $1', [recordingId]);
    expect(length).toEqual([{ length: 1 }]);
  });
});

describe('recordings of one camera or officer', () => {
  test('show which others cover a part of the same time', async () => {
    nextHour();
    const [first = '', second = '', later = ''] = await registered(
      {},
      { startTime: after(300) },
      { startTime: after(1_500) },
    );
    const view = async (recordingId: string) => (await recordings.getRecording({ recordingId, reason })).recording;
    expect(await view(first)).toMatchObject({
      listed: { flags: [RecordingFlag.OVERLAP] },
      overlappingRecordingIds: [second],
    });
    expect(await view(later)).toMatchObject({ listed: { flags: [] }, overlappingRecordingIds: [] });
    const listed = await recordings.listRecordings({ flag: RecordingFlag.OVERLAP, fromTime: hour });
    expect(listed.recordings.map(({ recordingId }) => recordingId).toSorted()).toEqual([first, second].toSorted());
  });

  test('show the parts of a split recording, in whatever order they were registered', async () => {
    nextHour();
    const [third = ''] = await registered({ startTime: after(1_201) });
    const [first = ''] = await registered({});
    const [second = ''] = await registered({ startTime: after(600) });
    const { recording } = await recordings.getRecording({ recordingId: second, reason });
    expect(recording).toMatchObject({
      listed: { flags: [RecordingFlag.SPLIT] },
      continuesRecordingId: first,
      continuedByRecordingId: third,
      overlappingRecordingIds: [],
    });
    const listed = await recordings.listRecordings({ flag: RecordingFlag.SPLIT, fromTime: hour });
    expect(listed.recordings.map(({ recordingId }) => recordingId)).toEqual([third, second, first]);
  });
});

describe('the list', () => {
  test('pages through the recordings that match every field of the filter, newest first', async () => {
    now = ISSUED;
    const own = await issued(rollout, UNIT);
    now = NOW;
    nextHour();
    const ids = await registered(own, { ...own, startTime: after(3_000) }, { ...own, startTime: after(6_000) });
    const first = await recordings.listRecordings({ cameraId: own.cameraId, pageSize: 2 });
    const second = await recordings.listRecordings({
      cameraId: own.cameraId,
      pageSize: 2,
      pageToken: first.nextPageToken,
    });
    const all = [...first.recordings, ...second.recordings].map(({ recordingId }) => recordingId);
    expect(all).toEqual(ids.toReversed());
    expect(second.nextPageToken).toBe('');
    const other = await refusalOf(recordings.listRecordings({ pageToken: first.nextPageToken }));
    expect(other).toMatchObject({ fields: ['page_token'] });
    await recordings.categorise({ recordingIds: ids.slice(0, 1), category: 'detention' });
    for (const [filter, count] of [
      [{ officerId: own.officerId }, 3],
      [{ fromTime: after(3_000), toTime: after(6_000) }, 1],
      [{ category: 'detention' }, 1],
      [{ uncategorisedOnly: true }, 2],
      [{ flag: RecordingFlag.NOT_HELD }, 0],
      [{ linkState: LinkState.NONE, storedObject: StoredObject.UNCHECKED }, 3],
      [{ patrolUnitCode: UNIT, oblastCode: KYIV }, 3],
      [{ oblastCode: VINNYTSKA }, 0],
    ] as const) {
      const found = await recordings.listRecordings({ cameraId: own.cameraId, ...filter });
      expect(found.recordings).toHaveLength(count);
    }
  });

  test.each([
    ['camera_id', { cameraId: 'x' }],
    ['to_time', { fromTime: NOW, toTime: NOW }],
    ['category', { category: 'detention', uncategorisedOnly: true }],
    ['flag', { flag: 77 as RecordingFlag }],
    ['link_state', { linkState: 77 as LinkState }],
    ['stored_object', { storedObject: 77 as StoredObject }],
    ['page_size', { pageSize: 501 }],
  ])('rejects an invalid %s by name', async (field, filter) => {
    expect(await refusalOf(recordings.listRecordings(filter))).toMatchObject({ fields: [field] });
  });
});

describe('categories', () => {
  test('are given by code, with an entry of custody and an event for each change', async () => {
    const recordingId = await one();
    const request = { requestId: randomUUID(), recordingIds: [recordingId], category: 'detention', reason };
    expect(await recordings.categorise(request)).toEqual({ changed: 1 });
    expect(await recordings.categorise(request)).toEqual({ changed: 1 });
    expect(await recordings.categorise({ ...request, requestId: randomUUID() })).toEqual({ changed: 0 });
    expect(await factsOf(rollout, recordingId, 'categorise')).toEqual(['category=detention\nformer_category=']);
    expect(await lastEvent(rollout, 'recording-categorised', RecordingCategorised)).toMatchObject({
      recordingId,
      formerCategory: '',
      category: 'detention',
    });
  });

  test('hold from their day until they are retired', async () => {
    const recordingIds = [await one()];
    const category = {
      code: 'body_search',
      nameUk: 'обшук',
      nameEn: 'search of a person',
      validFrom: '2026-10-21',
      retired: false,
      source: 'Наказ',
      confirmed: true,
    };
    await recordings.setCategory({ category });
    const give = () => recordings.categorise({ recordingIds, category: category.code });
    expect(await refusalOf(give())).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CATEGORY_UNKNOWN' });
    expect((await recordings.listCategories({ asOfDay: '2026-10-21' })).categories).toContainEqual(category);
    expect((await recordings.listCategories()).categories.map(({ code }) => code)).not.toContain(category.code);
    await recordings.setCategory({ category: { ...category, validFrom: '2026-10-20' } });
    expect(await give()).toEqual({ changed: 1 });
    await recordings.setCategory({ category: { ...category, validFrom: '2026-10-20', retired: true } });
    expect(await refusalOf(give())).toMatchObject({ reason: 'CATEGORY_UNKNOWN' });
  });

  test.each<[string, object]>([
    ['recording_ids', { recordingIds: [] }],
    ['recording_ids[0]', { recordingIds: ['x'] }],
    ['category', { category: '' }],
    ['reason', { reason: 'x'.repeat(201) }],
    ['place', { place: 'x'.repeat(201) }],
  ])('rejects an invalid %s by name', async (field, change) => {
    const request = { recordingIds: [randomUUID()], category: 'detention', ...change };
    expect(await refusalOf(recordings.categorise(request))).toMatchObject({ fields: [field] });
  });

  test('rejects an incomplete category, and an unknown recording', async () => {
    const fields = ['code', 'name_uk', 'name_en', 'valid_from', 'source'].map((field) => `category.${field}`);
    expect(await refusalOf(recordings.setCategory())).toMatchObject({ fields });
    const unknown = { recordingIds: [randomUUID()], category: 'detention' };
    expect(await refusalOf(recordings.categorise(unknown))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
