import { randomUUID } from 'node:crypto';
import { CameraCustodyImported } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import { CameraImportRow, CustodyImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { RecordingFlag } from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { systemClock } from '@safe-community/service-kit';
import {
  callerWithRoles,
  expectPartsAudited,
  refusalOf,
  sendParts,
  testClient,
  testRole,
} from '@safe-community/testkit';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { device } from '../../test/devices.ts';
import { wholeImport } from '../../test/import-parts.ts';
import { KYIV, lastEvent, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSKA = 'UA05000000000010236';
const NOW = new Date('2026-10-05T20:00:00Z');
const day = (text: string) => new Date(`${text}T08:00:00Z`);
const REGISTERED = day('2025-03-01');

let rollout: RunningRollout;
let sourceSystem: string;
beforeAll(async () => {
  const { name, grants } = testRole(['cameras.register']);
  const role = { name, grants: grants.map((grant) => ({ ...grant, territory: 'own' as const })) };
  const armourer = { ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSKA]) };
  rollout = await runRollout({ clock: { ...systemClock, now: () => NOW } }, [armourer]);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
beforeEach(() => {
  sourceSystem = `source-${randomUUID()}`;
});
afterEach(() => rollout.line.restore());
afterAll(() => rollout.stop());

/** A camera that has been in stock since 1 March 2025. */
async function stocked(change: Partial<CameraImportRow> = {}) {
  const own = device();
  const row = CameraImportRow.fromPartial({
    rowNumber: 1,
    externalId: own.serialNumber,
    patrolUnitCode: UNIT,
    device: own,
    registeredTime: REGISTERED,
    ...change,
  });
  expect(await sendParts(rollout.port, Rollout.importCameras, wholeImport(sourceSystem, [row]))).toMatchObject({
    added: 1,
  });
  const { cameras } = await rollout.listImportedCameras({ sourceSystem, externalIds: [own.serialNumber] });
  return { cameraId: cameras[0]?.cameraId ?? '', serialNumber: own.serialNumber, model: own.model };
}

const officer = (change: object = {}) => rollout.registry.addSilently({ patrolUnitCode: UNIT, ...change });

type Device = Pick<CustodyImportRow, 'serialNumber' | 'model'>;

function held(
  rowNumber: number,
  { serialNumber, model }: Device,
  officerId: string,
  [from, to]: readonly [string, string],
): CustodyImportRow {
  const times = { issuedTime: day(from), returnedTime: day(to) };
  const own = { rowNumber, externalId: `entry-${rowNumber}`, serialNumber, model, officerId, reason: 'відпустка' };
  return CustodyImportRow.fromPartial({ ...own, ...times });
}

const send = (rows: readonly CustodyImportRow[], source = sourceSystem, requestId?: string) =>
  sendParts(rollout.port, Rollout.importCustody, wholeImport(source, rows, requestId));
const refusedAs = (rowNumber: number, field: string, rule: string) => ({
  added: 0,
  alreadyKnown: 0,
  refused: 1,
  refusedFields: [{ rowNumber, field, rule }],
});

test('earlier holders are the custody of their time, in whatever order they come, and say when they were recorded', async () => {
  const holder = officer();
  const camera = await stocked({ officerId: holder, issuedTime: day('2026-01-01') });
  const [first, second] = [officer({ state: OfficerState.DISMISSED }), officer()];
  const rows = [
    held(2, camera, second, ['2025-08-01', '2026-01-01']),
    held(3, camera, first, ['2025-03-01', '2025-06-01']),
  ];
  const requestId = randomUUID();
  expect(await send(rows, sourceSystem, requestId)).toEqual({
    added: 2,
    alreadyKnown: 0,
    refused: 0,
    refusedFields: [],
  });
  expect(await send(rows)).toEqual({ added: 0, alreadyKnown: 2, refused: 0, refusedFields: [] });
  const { cameraId } = camera;
  const { entries } = await rollout.listCustody({ cameraId });
  const { REGISTER, ISSUE, RETURN } = CameraStep;
  expect(entries.map((each) => [each.number, each.step, each.officerId, each.startTime, each.endTime])).toEqual([
    [1, REGISTER, '', REGISTERED, REGISTERED],
    [2, ISSUE, first, day('2025-03-01'), day('2025-06-01')],
    [3, RETURN, '', day('2025-06-01'), day('2025-08-01')],
    [4, ISSUE, second, day('2025-08-01'), day('2026-01-01')],
    [5, RETURN, '', day('2026-01-01'), day('2026-01-01')],
    [6, ISSUE, holder, day('2026-01-01'), undefined],
  ]);
  expect(entries.every(({ recordedTime }) => recordedTime?.getTime() === NOW.getTime())).toBe(true);
  expect(entries.map(({ reason }) => reason)).toEqual(['', '', 'відпустка', '', 'відпустка', '']);
  expect((await rollout.getCamera({ cameraId })).camera).toMatchObject({
    state: CameraState.ISSUED,
    officerId: holder,
  });
  const asOf = async (text: string) => {
    const { entries: found } = await rollout.listCustody({ cameraId, asOfTime: day(text) });
    return found.map(({ officerId }) => officerId);
  };
  expect(await asOf('2025-05-01')).toEqual([first]);
  expect(await asOf('2025-07-01')).toEqual(['']);
  expect(await asOf('2025-12-31')).toEqual([second]);
  expect(await asOf('2026-02-01')).toEqual([holder]);
  const events = await rollout.sql(`select subject from ledger_event where subject ~ 'camera-custody-imported'`);
  expect(events).toHaveLength(2);
  const event = await lastEvent(rollout, 'camera-custody-imported', CameraCustodyImported);
  expect(event).toEqual({
    cameraId,
    officerId: first,
    patrolUnitCode: UNIT,
    oblastCode: KYIV,
    issuedTime: day('2025-03-01'),
    returnedTime: day('2025-06-01'),
    importedTime: NOW,
  });
  // The next steps go on from the last entry.
  await rollout.returnCamera({ cameraId });
  expect((await rollout.listCustody({ cameraId })).entries.at(-1)).toMatchObject({
    number: 7,
    recordedTime: undefined,
  });
  await expectPartsAudited(Rollout.importCustody, rollout, {
    whole: { requestId, subjectIds: [sourceSystem] },
    subjects: [first, second],
  });
  const audited = await rollout.sql('select method, subject_ids from audit_entry where subject_ids @> array[$1]', [
    first,
  ]);
  expect(audited).toEqual([{ method: 'import-row', subject_ids: [cameraId, first] }]);
});

test('a recording of an earlier holder is not flagged, whether it was registered before the import or after it', async () => {
  const camera = await stocked();
  const officerId = officer();
  const recordings = testClient(Recordings, rollout.port);
  const register = async (startTime: Date, by = officerId) => {
    const given = metadata({ cameraId: camera.cameraId, officerId: by, startTime, durationMs: 60_000 });
    const { recordings: added } = await recordings.registerRecordings({ recordings: [given] });
    return added[0]?.recordingId ?? '';
  };
  const flagsOf = async (recordingId: string) =>
    (await recordings.getRecording({ recordingId, reason: 'перевірка' })).recording?.listed?.flags;
  const before = await register(day('2025-05-01'));
  const others = [
    await register(day('2025-03-31')),
    await register(day('2025-05-10'), officer()),
    // It runs on after the return.
    await register(new Date(day('2025-06-01').getTime() - 30_000)),
  ];
  for (const recordingId of [before, ...others]) expect(await flagsOf(recordingId)).toEqual([RecordingFlag.NOT_HELD]);
  expect(await send([held(2, camera, officerId, ['2025-04-01', '2025-06-01'])])).toMatchObject({ added: 1 });
  expect(await flagsOf(before)).toEqual([]);
  for (const recordingId of others) expect(await flagsOf(recordingId)).toEqual([RecordingFlag.NOT_HELD]);
  expect(await flagsOf(await register(day('2025-05-02')))).toEqual([]);
  recordings.close();
});

test('each row is rejected on its own, with its line and reason', async () => {
  const [holder, other] = [officer(), officer()];
  const camera = await stocked({ officerId: holder, issuedTime: day('2026-01-01') });
  const retired = await stocked();
  await rollout.retireCamera({ cameraId: retired.cameraId, reason: 'зношена' });
  expect(await send([held(1, retired, other, ['2026-03-01', '2026-04-01'])])).toMatchObject({ added: 1 });
  const times = ['2025-04-01', '2025-05-01'] as const;
  const cases: [string, string, Partial<CustodyImportRow>][] = [
    ['serial_number', 'must be of a registered camera of the model', { model: 'Another' }],
    ['serial_number', 'is required', { serialNumber: '' }],
    ['officer_id', 'must be a UUID', { officerId: 'x' }],
    ['officer_id', 'must be of an officer of the registry', { officerId: randomUUID() }],
    ['officer_id', 'must be of a patrol officer', { officerId: officer({ kind: OfficerKind.COMMUNITY }) }],
    [
      'officer_id',
      'must be of an officer who had no other camera then',
      { issuedTime: day('2025-12-01'), returnedTime: day('2025-12-31'), officerId: other },
    ],
    ['issued_time', 'must not be before the registration of the camera', { issuedTime: day('2025-02-28') }],
    [
      'issued_time',
      'must not be while an officer had the camera, until returned_time',
      { returnedTime: day('2026-02-01') },
    ],
    ['returned_time', 'must be after issued_time', { returnedTime: day('2025-04-01') }],
    ['returned_time', 'must not be after now', { returnedTime: new Date(NOW.getTime() + 1) }],
    ['issued_time', 'must be given', { issuedTime: undefined }],
  ];
  // The officer of the sixth case has this camera at that time.
  const third = await stocked();
  expect(await send([held(2, third, other, ['2025-11-01', '2026-01-01'])])).toMatchObject({ added: 1 });
  const before = await rollout.sql('select count(*)::int as count from camera_custody');
  for (const [index, [field, rule, change]] of cases.entries()) {
    const rowNumber = index + 10;
    const row = { ...held(rowNumber, camera, officer(), times), ...change, externalId: `case-${rowNumber}` };
    const { serialNumber, model } = row;
    const answer = await send([CustodyImportRow.fromPartial({ ...row, serialNumber, model })]);
    expect(answer).toEqual(refusedAs(rowNumber, field, rule));
  }
  expect(await rollout.sql('select count(*)::int as count from camera_custody')).toEqual(before);
});

test('a caller with a territory imports the custody of its cameras only', async () => {
  const own = await stocked({ patrolUnitCode: 'vinnytsia' });
  const other = await stocked();
  const times = ['2025-04-01', '2025-05-01'] as const;
  const sendAs = (row: CustodyImportRow) =>
    sendParts(rollout.port, Rollout.importCustody, wholeImport(sourceSystem, [row]), 'statistics');
  const before = (await rollout.listCustody({ cameraId: other.cameraId })).entries;
  expect(await sendAs(held(1, other, officer(), times))).toEqual(
    refusedAs(1, 'serial_number', 'must be of a camera within the territory of the caller'),
  );
  expect((await rollout.listCustody({ cameraId: other.cameraId })).entries).toEqual(before);
  const holder = officer({ patrolUnitCode: 'vinnytsia' });
  expect(await sendAs(held(2, own, holder, times))).toMatchObject({ added: 1 });
});

test('the registry is asked, and if it is away, the row can be sent again', async () => {
  const camera = await stocked();
  const row = held(2, camera, officer(), ['2025-04-01', '2025-05-01']);
  rollout.registry.breakDown(true);
  expect(await refusalOf(send([row]))).toMatchObject({ code: 'UNAVAILABLE' });
  rollout.registry.breakDown(false);
  expect(await send([row])).toMatchObject({ added: 1 });
});

test('whatever is accepted, one entry holds at any instant, and no officer has two cameras', async () => {
  const at = (days: number) => new Date(REGISTERED.getTime() + days * 86_400_000);
  const period = fc.record({ from: fc.integer({ min: -5, max: 60 }), days: fc.integer({ min: 0, max: 30 }) });
  const entry = fc.record({ period, camera: fc.nat({ max: 1 }), officer: fc.nat({ max: 1 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), async (entries) => {
      const source = `source-${randomUUID()}`;
      sourceSystem = source;
      const cameras = [await stocked(), await stocked()];
      const officers = [officer(), officer()];
      const rows = entries.map((given, index) => ({
        ...held(index + 1, cameras[given.camera] ?? expect.fail(), officers[given.officer] ?? '', [
          '2025-01-01',
          '2025-01-02',
        ]),
        issuedTime: at(given.period.from),
        returnedTime: at(given.period.from + given.period.days),
      }));
      const { added, refused } = (await send(rows, source)) as { added: number; refused: number };
      expect(added + refused).toBe(rows.length);
      const ids = cameras.map(({ cameraId }) => cameraId);
      const broken = await rollout.sql(
        `select from camera_custody a join camera_custody b
         on (a.camera_id = b.camera_id or a.officer_id = b.officer_id)
           and (a.camera_id, a.number) < (b.camera_id, b.number)
           and a.start_at < coalesce(b.end_at, 'infinity') and b.start_at < coalesce(a.end_at, 'infinity')
         where a.camera_id = any ($1::uuid[])
         union all
         select from camera_custody a join camera_custody b using (camera_id)
         where b.number = a.number + 1 and b.start_at <> a.end_at and a.camera_id = any ($1::uuid[])`,
        [ids],
      );
      expect(broken).toEqual([]);
      const counts = await rollout.sql(
        `select count(*)::int as entries, max(number) as last from camera_custody where camera_id = any ($1::uuid[])
         group by camera_id`,
        [ids],
      );
      for (const { entries: count, last } of counts) expect(count).toBe(last);
      const total = counts.reduce((sum, { entries: count }) => sum + Number(count), 0);
      expect(total).toBe(2 + 2 * added);
    }),
    { numRuns: 15 },
  );
});
