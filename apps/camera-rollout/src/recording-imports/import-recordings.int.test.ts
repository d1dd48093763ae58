import { randomUUID } from 'node:crypto';
import { CaptureSignature, RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  RecordingImportRow,
  RecordingImportServiceService as Imports,
  type ImportRecordingsRequest,
} from '@safe-community/contracts/cameras/v1/recording_import_service.ts';
import { Timestamp } from '@safe-community/contracts/google/protobuf/timestamp.ts';
import { systemClock } from '@safe-community/service-kit';
import {
  expectPartsAudited,
  callerWithRoles,
  refusalOf,
  sendParts,
  testClient,
  testRole,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inStock, issued } from '../../test/devices.ts';
import { importParts, wholeImport } from '../../test/import-parts.ts';
import { KYIV, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const ISSUED = new Date('2026-10-01T08:00:00Z');
const NOW = new Date('2026-10-05T20:00:00Z');
const START = new Date('2026-10-02T10:00:00Z');
const DEVICE = { serialNumber: 'VENDOR-1', model: 'Body 9' };

let now = ISSUED;
let rollout: RunningRollout;
let imports: TestClient<typeof Imports>;
let held: { cameraId: string; officerId: string };
/** Each test has its own source, because rows of one source are remembered forever. */
let sourceSystem: string;
beforeAll(async () => {
  const { name, grants } = testRole(['recordings.register']);
  const role = { name, grants: grants.map((grant) => ({ ...grant, territory: 'own' as const })) };
  const elsewhere = { ...callerWithRoles('statistics', [role]), territory: new Set(['UA05000000000010236']) };
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } }, [elsewhere]);
  imports = testClient(Imports, rollout.port);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  held = await issued(rollout, UNIT, DEVICE);
  now = NOW;
});
beforeEach(() => {
  sourceSystem = `vendor-${randomUUID()}`;
});
afterAll(async () => {
  imports.close();
  await rollout.stop();
});

const send = (parts: readonly (ImportRecordingsRequest | Buffer)[], identity?: 'statistics' | 'nats') =>
  sendParts(rollout.port, Imports.importRecordings, parts, identity);
const whole = (rows: readonly RecordingImportRow[], requestId?: string) => wholeImport(sourceSystem, rows, requestId);

/** A recording that the export describes by the serial number of its camera, without an officer. */
function row(
  rowNumber: number,
  recording: Partial<RecordingMetadata> = {},
  change: Partial<RecordingImportRow> = {},
): RecordingImportRow {
  return RecordingImportRow.fromPartial({
    rowNumber,
    externalId: `video-${rowNumber}`,
    ...DEVICE,
    recording: metadata({ cameraId: '', officerId: '', startTime: START, ...recording }),
    ...change,
  });
}

test('rows become recordings of the camera with this serial number and of the officer who held it', async () => {
  const first = row(1, { captureSignature: CaptureSignature.VALID, hromadaCode: KYIV, clockOffsetMs: 2_000 });
  const rows = [first, row(2, { officerId: randomUUID() })];
  expect(await send(whole(rows))).toEqual({ added: 2, alreadyKnown: 0, refused: 0, refusedFields: [] });
  const found = await imports.listImportedRecordings({ sourceSystem, externalIds: ['video-2', 'nobody', 'video-1'] });
  expect(found.recordings.map(({ externalId }) => externalId)).toEqual(['video-2', 'video-1']);
  const ids = found.recordings.map(({ recordingId }) => recordingId).toReversed();
  const stored = await rollout.sql(
    `select camera_id, officer_id, unit_code, capture_signature, not_held, encode(sha256, 'hex') as sha256
     from recording where recording_id = any($1::uuid[]) order by array_position($1::uuid[], recording_id)`,
    [ids],
  );
  const common = { camera_id: held.cameraId, unit_code: UNIT };
  expect(stored).toMatchObject([
    { ...common, officer_id: held.officerId, capture_signature: 'valid', not_held: false },
    { ...common, officer_id: rows[1]?.recording?.officerId, capture_signature: 'absent', not_held: true },
  ]);
  expect(stored[0]?.['sha256']).toBe(first.recording?.sha256);
  const custody = await rollout.sql('select kind from recording_custody where recording_id = any($1::uuid[])', [ids]);
  expect(custody).toEqual([{ kind: 'registered' }, { kind: 'registered' }]);
});

test('rows that are sent again, and digests that are registered, add nothing', async () => {
  const requestId = randomUUID();
  const rows = [row(1), row(2)];
  const first = await send(whole(rows, requestId));
  const before = await counts();
  expect(await send(whole(rows, requestId))).toEqual(first);
  expect(await send(whole(rows.toReversed()))).toMatchObject({ added: 0, alreadyKnown: 2 });
  const renamed = { ...rows[0], externalId: 'another-name', rowNumber: 9 } as RecordingImportRow;
  expect(await send(whole([renamed]))).toMatchObject({ added: 0, alreadyKnown: 1 });
  expect(await refusalOf(send(whole([row(7)], requestId)))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  const found = await imports.listImportedRecordings({ sourceSystem, externalIds: ['video-1', 'another-name'] });
  expect(new Set(found.recordings.map(({ recordingId }) => recordingId)).size).toBe(1);
  expect(await counts()).toMatchObject({ recordings: before.recordings, entries: before.entries });
});

test('each row is rejected on its own, with all its fields', async () => {
  now = ISSUED;
  const spare = await inStock(rollout, UNIT);
  now = NOW;
  const given = row(1);
  const rows = [
    given,
    row(2, {}, { serialNumber: 'VENDOR-404' }),
    row(3, {}, { model: '' }),
    row(4, { cameraId: 'x' }),
    row(5, { cameraId: spare }),
    row(6, { sha256: 'abc', durationMs: 90_000_000, officerId: 'x' }),
    row(7, { startTime: undefined, officerId: randomUUID() }),
    row(8, { startTime: new Date(NOW.getTime() + 120_000) }),
    row(9, { startTime: new Date(ISSUED.getTime() - 1_000), officerId: randomUUID() }),
    row(10, { cameraId: randomUUID(), officerId: randomUUID() }),
    row(11, {}, { externalId: given.externalId }),
    row(12, { category: 'Road Stop' }, { externalId: '' }),
  ];
  const answer = await send(whole(rows));
  expect(answer).toMatchObject({ added: 1, refused: 11 });
  expect(answer.refusedFields.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([
    [2, 'serial_number'],
    [3, 'serial_number'],
    [4, 'recording.camera_id'],
    [5, 'recording.officer_id'],
    [6, 'recording.officer_id'],
    [6, 'recording.duration_ms'],
    [6, 'recording.sha256'],
    [7, 'recording.start_time'],
    [8, 'recording.start_time'],
    [9, 'recording.start_time'],
    [10, 'recording.camera_id'],
    [11, 'external_id'],
    [12, 'external_id'],
    [12, 'recording.category'],
  ]);
});

test('a caller imports recordings of its own territory only', async () => {
  expect(await send(whole([row(1)]), 'statistics')).toMatchObject({
    refused: 1,
    refusedFields: [{ rowNumber: 1, field: 'recording', rule: 'must be within the territory of the caller' }],
  });
  expect(await refusalOf(send(whole([row(1)]), 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('an import that is cut off goes on when everything is sent again', async () => {
  const requestId = randomUUID();
  const rows = [row(1), row(2), row(3)];
  const cut = await refusalOf(send(whole(rows.slice(0, 2), requestId).slice(0, 2)));
  expect(cut).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['end'] });
  expect(await send(whole(rows, requestId))).toMatchObject({ added: 1, alreadyKnown: 2, refused: 0 });
});

test('the audit has an entry for the import and one for each recording', async () => {
  const requestId = randomUUID();
  await send(whole([row(1)], requestId));
  const { recordings: added } = await imports.listImportedRecordings({ sourceSystem, externalIds: ['video-1'] });
  await expectPartsAudited(Imports.importRecordings, rollout, {
    whole: { requestId, subjectIds: [sourceSystem] },
    subjects: added.map(({ recordingId }) => recordingId),
  });
});

async function counts() {
  const [found] = await rollout.sql(
    `select (select count(*) from recording)::int as recordings, (select count(*) from recording_custody)::int as entries`,
  );
  return found as { recordings: number; entries: number };
}

test.each([
  ['beyond what a date holds', 2n ** 60n, 0],
  ['with impossible nanoseconds', BigInt(START.getTime() / 1_000), -1],
])('a row with a time %s is refused by its field, beside a row that is added', async (_what, seconds, nanos) => {
  const { header, end } = importParts<RecordingImportRow>(sourceSystem);
  const startTime = field(3, Timestamp.encode({ seconds, nanos }).finish());
  const { recording, ...rest } = row(2);
  const timeless = RecordingMetadata.encode(
    RecordingMetadata.fromPartial({ ...recording, startTime: undefined }),
  ).finish();
  const bad = Buffer.concat([
    RecordingImportRow.encode({ ...rest, recording: undefined }).finish(),
    field(5, Buffer.concat([timeless, startTime])),
  ]);
  const message = Buffer.concat([field(3, RecordingImportRow.encode(row(1)).finish()), field(3, bad)]);
  expect(await send([header, message, end(2)])).toMatchObject({
    added: 1,
    refused: 1,
    refusedFields: [{ rowNumber: 2, field: 'recording.start_time' }],
  });
});

/** A field of bytes as it is written. */
function field(number: number, content: Uint8Array): Buffer {
  const length = content.length < 128 ? [content.length] : [(content.length & 127) | 128, content.length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), content]);
}
