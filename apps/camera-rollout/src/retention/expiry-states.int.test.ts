import { StoredObject } from '@safe-community/contracts/cameras/v1/recording.ts';
import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CONFIRMED, TERM } from '../../test/retention-calls.ts';
import { openRetention, REASON, type RetentionGround } from '../../test/retention-ground.ts';

const { KEPT, ANNOUNCED, EXPIRED, DELETED } = ExpiryState;

let ground: RetentionGround;
let recordings: TestClient<typeof Recordings>;
beforeAll(async () => {
  ground = await openRetention();
  recordings = testClient(Recordings, ground.rollout.port);
  await ground.retention.setExpiryTerm({ term: TERM });
  await ground.setSeen(CONFIRMED);
});
afterAll(async () => {
  recordings.close();
  await ground.stop();
});
beforeEach(() => ground.begin());

const read = async (recordingId: string) =>
  (await recordings.getRecording({ recordingId, reason: REASON })).recording?.listed;

const listed = async (recordingId: string, filter: object): Promise<boolean> => {
  const { recordings: found } = await recordings.listRecordings({ ...filter, pageSize: 500 });
  return found.some((each) => each.recordingId === recordingId);
};

test('a recording and the list of recordings show each step of its expiry', async () => {
  const recordingId = await ground.record();
  await ground.rollout.sql(
    `update recording set stored_object = 'intact', verified_at = uploaded_at where recording_id = $1`,
    [recordingId],
  );
  const kept = { expiryState: KEPT, frozen: false, expiresOn: '', restorableUntil: '', deletedTime: undefined };
  expect(await read(recordingId)).toMatchObject({ ...kept, storedObject: StoredObject.INTACT });
  expect(await listed(recordingId, { expiryState: KEPT, storedObject: StoredObject.INTACT })).toBe(true);

  await ground.on('2026-02-01');
  expect(await read(recordingId)).toMatchObject({ ...kept, expiryState: ANNOUNCED, expiresOn: '2026-02-05' });
  expect(await listed(recordingId, { expiryState: ANNOUNCED })).toBe(true);
  expect(await listed(recordingId, { frozenOnly: true })).toBe(false);
  const { holdId } = await ground.hold([recordingId]);
  expect(await read(recordingId)).toMatchObject({ ...kept, frozen: true });
  expect(await listed(recordingId, { expiryState: KEPT, frozenOnly: true })).toBe(true);
  await ground.retention.releaseHold({ holdId, reason: REASON });

  await ground.on('2026-02-02');
  await ground.on('2026-02-06');
  expect(await read(recordingId)).toMatchObject({ ...kept, expiryState: EXPIRED, restorableUntil: '2026-02-16' });
  await ground.on('2026-02-17');
  const gone = { ...kept, expiryState: DELETED, deletedTime: new Date('2026-02-17T09:00:00Z') };
  expect(await read(recordingId)).toMatchObject({ ...gone, storedObject: StoredObject.DELETED });
  expect(await listed(recordingId, { expiryState: DELETED })).toBe(true);
  expect(await listed(recordingId, { storedObject: StoredObject.DELETED })).toBe(true);
  expect(await listed(recordingId, { storedObject: StoredObject.INTACT })).toBe(false);
  expect(await listed(recordingId, { expiryState: KEPT })).toBe(false);
  const unknown = await refusalOf(recordings.listRecordings({ expiryState: 77 as ExpiryState }));
  expect(unknown).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['expiry_state'] });
});
