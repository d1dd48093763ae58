import { randomBytes, randomUUID } from 'node:crypto';
import { AppealOutcome, FootageOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { StoredObject } from '@safe-community/contracts/cameras/v1/recording.ts';
import { ExpiryState, HoldKind } from '@safe-community/contracts/cameras/v1/retention.ts';
import {
  RecordingImportRow,
  RecordingImportServiceService as Imports,
} from '@safe-community/contracts/cameras/v1/recording_import_service.ts';
import { refusalOf, sendParts } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { GROUNDS } from '../../test/footage-calls.ts';
import { wholeImport } from '../../test/import-parts.ts';
import { UNIT } from '../../test/recordings.ts';
import { openExpiry, REASON, RECORDED, type ExpiryGround } from '../../test/retention-ground.ts';

const { KEPT, ANNOUNCED, EXPIRED, DELETED } = ExpiryState;

let ground: ExpiryGround;
let recordings: ExpiryGround['recordings'];
beforeAll(async () => {
  ground = await openExpiry();
  ({ recordings } = ground);
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

async function deleted(change: object = {}): Promise<string> {
  const recordingId = await ground.expired(change);
  await ground.on('2026-02-16');
  expect(await ground.stateOf(recordingId)).toBe('deleted');
  return recordingId;
}

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

test('a digest whose recording was deleted is refused with the day, alone and in an import', async () => {
  const sha256 = randomBytes(32).toString('hex');
  const recordingId = await deleted({ sha256 });
  const rule = 'is that of a recording that was deleted for good on 2026-02-16';
  const count = async () => (await ground.rollout.sql('select count(*)::int as count from recording'))[0]?.['count'];
  const before = await count();
  const { recording: found } = await recordings.getRecording({ recordingId, reason: REASON });
  const given = { ...(found?.metadata ?? expect.fail('no metadata')), uploadTime: undefined };
  const other = { ...given, sha256: randomBytes(32).toString('hex') };
  const refusal = await refusalOf(recordings.registerRecordings({ recordings: [other, given] }));
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'RECORDING_DELETED' });
  expect(refusal.fields).toEqual(['recordings[1].sha256']);
  expect(refusal.message).toContain(rule);
  expect(await count()).toBe(before);

  const rows = [other, given].map((recording, at) =>
    RecordingImportRow.fromPartial({ rowNumber: at + 7, externalId: `video-${at}`, recording }),
  );
  const parts = wholeImport(`vendor-${randomUUID()}`, rows);
  expect(await sendParts(ground.rollout.port, Imports.importRecordings, parts)).toEqual({
    added: 1,
    alreadyKnown: 0,
    refused: 1,
    refusedFields: [{ rowNumber: 8, field: 'recording.sha256', rule }],
  });
});

test('a recording that can still be restored is a duplicate', async () => {
  const sha256 = randomBytes(32).toString('hex');
  const recordingId = await ground.expired({ sha256 });
  expect(await ground.record({ sha256 })).toBe(recordingId);
});

test('a deleted recording gets no category, and none of those in the same request', async () => {
  const [recordingId, other] = [await deleted(), await ground.record()];
  const request = { recordingIds: [other, recordingId], category: 'evidence' };
  const refusal = await refusalOf(recordings.categorise(request));
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'RECORDING_DELETED' });
  expect(refusal.message).toContain('2026-02-16');
  expect((await read(other))?.category).toBe('');
});

test('a hold names each recording once, in whatever case', async () => {
  const recordingId = await ground.record();
  const recordingIds = [recordingId, recordingId.toUpperCase()];
  const hold = { recordingIds, kind: HoldKind.LEGAL, reason: REASON };
  const refusal = await refusalOf(ground.retention.placeHold(hold));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['recording_ids'] });
});

test('an appeal that is upheld keeps the footage frozen until the new decision', async () => {
  const recordingId = await ground.record();
  const asked = { footageFromTime: RECORDED, footageToTime: RECORDED, patrolUnitCode: UNIT };
  const { footageRequestId, trackingToken } = await ground.footage.decided(asked);
  const { requests } = ground.footage;
  await requests.appealDecision({ trackingToken, grounds: GROUNDS });
  await ground.follow();
  const upheld = { footageRequestId, etag: '4', outcome: AppealOutcome.UPHELD, grounds: GROUNDS };
  const { etag } = await requests.decideAppeal(upheld, { actingUser: 'ivan' });
  await ground.follow();
  await ground.on('2026-03-01');
  expect(await read(recordingId)).toMatchObject({ expiryState: KEPT, frozen: true });
  await requests.decideRequest({ footageRequestId, etag, outcome: FootageOutcome.REFUSED, grounds: GROUNDS });
  await ground.follow();
  await ground.on('2026-03-02');
  expect(await read(recordingId)).toMatchObject({ expiryState: ANNOUNCED, frozen: false });
  const custody = (await ground.custodyOf(recordingId)).filter((kind) => kind !== 'view');
  expect(custody).toEqual(['registered', 'freeze', 'unfreeze', 'expiry_announced']);
});
