import { randomUUID } from 'node:crypto';
import { RecordingFlag, type RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  RecordingServiceService as Recordings,
  RegisterRecordingsRequest,
} from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { KYIV, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const ISSUED = new Date('2026-10-01T08:00:00Z');
const NOW = new Date('2026-10-05T20:00:00Z');
const START = new Date('2026-10-02T10:00:00Z');

let now = ISSUED;
let rollout: RunningRollout;
let recordings: TestClient<typeof Recordings>;
let unprivileged: TestClient<typeof Recordings>;
let held: { cameraId: string; officerId: string };
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  recordings = testClient(Recordings, rollout.port);
  unprivileged = testClient(Recordings, rollout.port, 'nats');
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  held = await issued(rollout, UNIT);
  now = NOW;
});
afterAll(async () => {
  for (const client of [recordings, unprivileged]) client.close();
  await rollout.stop();
});

const given = (change: Partial<RecordingMetadata> = {}) => metadata({ ...held, startTime: START, ...change });

test('stores what the camera says of a recording, with the unit that had it', async () => {
  const one = given({ clockOffsetMs: 2_000, hromadaCode: KYIV });
  const answer = await recordings.registerRecordings({ recordings: [one] });
  const recordingId = answer.recordings[0]?.recordingId ?? '';
  expect(answer.recordings).toEqual([{ recordingId, duplicate: false, flags: [] }]);
  const [stored] = await rollout.sql('select * from recording where recording_id = $1', [recordingId]);
  expect(stored).toMatchObject({
    camera_id: held.cameraId,
    officer_id: held.officerId,
    unit_code: UNIT,
    oblast_code: KYIV,
    hromada_code: KYIV,
    duration_ms: 600_000,
    size_bytes: '1000',
    sha256: Buffer.from(one.sha256, 'hex'),
    store_reference: one.storeReference,
    category: '',
    capture_signature: 'absent',
    not_held: false,
    clock_skew: false,
    link_state: 'none',
  });
  expect(new Date(String(stored?.['started_at'])).getTime()).toBe(START.getTime() - 2_000);
  expect(new Date(String(stored?.['camera_time']))).toEqual(START);
});

test('a repeated request, 10 times at once, gets the first answer and adds nothing', async () => {
  const request = { requestId: randomUUID(), recordings: [given(), given()] };
  const before = await counts();
  const answers = await Promise.all(Array.from({ length: 10 }, () => recordings.registerRecordings(request)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await counts()).toEqual({
    recordings: before.recordings + 2,
    entries: before.entries + 2,
    events: before.events + 2,
  });
  expect(await refusalOf(recordings.registerRecordings({ ...request, recordings: [given()] }))).toMatchObject({
    reason: 'REQUEST_ID_REUSED',
  });
});

test('the same digest twice is one recording, and the answer says so', async () => {
  const [one, other] = [given(), given()];
  const before = await counts();
  const first = await recordings.registerRecordings({ recordings: [one, other, one] });
  expect(first.recordings.map(({ duplicate }) => duplicate)).toEqual([false, false, true]);
  expect(first.recordings[2]?.recordingId).toBe(first.recordings[0]?.recordingId);
  const again = { ...other, sha256: other.sha256.toUpperCase(), storeReference: 'elsewhere.mp4' };
  const second = await recordings.registerRecordings({ recordings: [again] });
  expect(second.recordings).toEqual([{ ...first.recordings[1], duplicate: true }]);
  expect((await counts()).recordings).toBe(before.recordings + 2);
});

test('concurrent requests with the same digests store each once', async () => {
  const all = Array.from({ length: 20 }, () => given());
  const before = await counts();
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      recordings.registerRecordings({ recordings: index % 2 === 0 ? all : all.toReversed() }),
    ),
  );
  expect(answers.flatMap((answer) => answer.recordings).filter(({ duplicate }) => !duplicate)).toHaveLength(20);
  expect(await counts()).toEqual({
    recordings: before.recordings + 20,
    entries: before.entries + 20,
    events: before.events + 20,
  });
});

test.each<[string, () => Partial<RecordingMetadata>, RecordingFlag[]]>([
  ['by an officer who did not hold the camera', () => ({ officerId: randomUUID() }), [RecordingFlag.NOT_HELD]],
  ['with a clock that was wrong', () => ({ clockOffsetMs: -61_000 }), [RecordingFlag.CLOCK_SKEW]],
  [
    'that ends after its upload',
    () => ({ uploadTime: new Date(START.getTime() + 60_000) }),
    [RecordingFlag.CLOCK_SKEW],
  ],
])('flags a recording %s', async (_case, change, flags) => {
  const { recordings: found } = await recordings.registerRecordings({ recordings: [given(change())] });
  expect(found).toMatchObject([{ flags, duplicate: false }]);
});

test('takes names of objects as vendors write them', async () => {
  const names = ['Axon Body 3 Video 2026-11-30 1205.mp4', '2026-11-30T12:05 (1).mp4', 'Дніпро/відео «ранок» №5.mp4'];
  const all = names.map((storeReference) => given({ storeReference }));
  const answer = await recordings.registerRecordings({ recordings: all });
  const ids = answer.recordings.map(({ recordingId }) => recordingId);
  const stored = await rollout.sql('select store_reference from recording where recording_id = any($1::uuid[])', [ids]);
  expect(stored.map((row) => row['store_reference']).toSorted()).toEqual(names.toSorted());
});

test('the clock of a server may be a minute behind', async () => {
  const lately = given({ startTime: new Date(NOW.getTime() - 60_000), durationMs: 120_000 });
  const uploaded = given({ uploadTime: new Date(START.getTime() - 60_000), durationMs: 1 });
  expect((await recordings.registerRecordings({ recordings: [lately, uploaded] })).recordings).toHaveLength(2);
});

test('flags a recording that goes on after the officer returned the camera', async () => {
  now = ISSUED;
  const returned = await issued(rollout, UNIT);
  now = START;
  await rollout.returnCamera({ cameraId: returned.cameraId });
  now = NOW;
  const before = given({ ...returned, startTime: new Date(START.getTime() - 600_000) });
  const across = given({ ...returned, startTime: new Date(START.getTime() - 599_000) });
  const { recordings: found } = await recordings.registerRecordings({ recordings: [before, across] });
  expect(found.map(({ flags }) => flags)).toEqual([[], [RecordingFlag.NOT_HELD]]);
});

test.each<[string, Partial<RecordingMetadata>]>([
  ['camera_id', { cameraId: 'x' }],
  ['camera_id', { cameraId: randomUUID() }],
  ['officer_id', { officerId: '' }],
  ['start_time', { startTime: undefined }],
  ['start_time', { startTime: new Date(NOW.getTime() + 120_000) }],
  ['start_time', { startTime: new Date(ISSUED.getTime() - 1) }],
  ['duration_ms', { durationMs: 0 }],
  ['duration_ms', { durationMs: 86_400_001 }],
  ['size_bytes', { sizeBytes: 0n }],
  ['sha256', { sha256: '' }],
  ['sha256', { sha256: 'a'.repeat(63) }],
  ['sha256', { sha256: 'g'.repeat(64) }],
  ['store_reference', { storeReference: '' }],
  ['store_reference', { storeReference: 'a/../b' }],
  ['store_reference', { storeReference: './b' }],
  ['store_reference', { storeReference: 'a/.' }],
  ['store_reference', { storeReference: '/a' }],
  ['store_reference', { storeReference: 'a\\..\\b' }],
  ['store_reference', { storeReference: 'a\nb' }],
  ['store_reference', { storeReference: 'a\u202eb' }],
  ['store_reference', { storeReference: 'a\ufeffb' }],
  ['store_reference', { storeReference: '🎥'.repeat(257) }],
  ['store_reference', { storeReference: 'ї'.repeat(301) }],
  ['category', { category: 'Road Stop' }],
  ['category', { category: 'no_such_category' }],
  ['capture_signature', { captureSignature: 77 as never }],
  ['upload_time', { uploadTime: new Date(NOW.getTime() + 120_000) }],
  ['upload_time', { uploadTime: new Date(START.getTime() - 61_000) }],
  ['duration_ms', { startTime: new Date(NOW.getTime() - 60_000), durationMs: 121_000 }],
  ['clock_offset_ms', { clockOffsetMs: 86_400_001 }],
  ['hromada_code', { hromadaCode: 'UA05' }],
])('rejects an invalid %s by name and changes nothing', async (field, change) => {
  const before = await counts();
  const refusal = await refusalOf(recordings.registerRecordings({ recordings: [given(), given(change)] }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [`recordings[1].${field}`] });
  expect(await counts()).toEqual(before);
});

test('rejects a request without recordings, and a caller without the scope', async () => {
  expect(await refusalOf(recordings.registerRecordings())).toMatchObject({ fields: ['recordings'] });
  expect(await refusalOf(unprivileged.registerRecordings({ recordings: [given()] }))).toMatchObject({
    reason: 'SCOPE_MISSING',
  });
});

test('the audit names each recording that a request added', () =>
  expectAudited(
    rollout,
    auditedWrite(
      Recordings.registerRecordings,
      async () => RegisterRecordingsRequest.fromPartial({ recordings: [given(), given()] }),
      ({ recordings: found }) => found.map(({ recordingId }) => recordingId),
    ),
  ));

async function counts() {
  const [found] = await rollout.sql(
    `select (select count(*) from recording)::int as recordings, (select count(*) from recording_custody)::int as entries,
       (select count(*) from ledger_event where type ~ 'recording-registered')::int as events`,
  );
  return found as { recordings: number; entries: number; events: number };
}
