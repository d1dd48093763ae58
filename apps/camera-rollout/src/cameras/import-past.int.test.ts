import { randomUUID } from 'node:crypto';
import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import { CameraImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { FaultKind, FaultServiceService as Faults } from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { RecordingFlag } from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  RecordingImportRow,
  RecordingImportServiceService as Imports,
} from '@safe-community/contracts/cameras/v1/recording_import_service.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerStateChanged } from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import { eventually, refusalOf, sendParts, testClient } from '@safe-community/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { device, inStock } from '../../test/devices.ts';
import { wholeImport } from '../../test/import-parts.ts';
import { KYIV, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const REGISTERED = new Date('2025-03-01T08:00:00Z');
const ISSUED = new Date('2025-03-10T08:00:00Z');
const NOW = new Date('2026-10-05T20:00:00Z');
const DEVICE = { serialNumber: 'OLD-1', model: 'Body 2', firmwareVersion: '1.4' };

let now = NOW;
let rollout: RunningRollout;
let sourceSystem: string;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'kyiv-2', oblastCode: KYIV });
  await rollout.untilApplied();
});
beforeEach(() => {
  now = NOW;
  sourceSystem = `source-${randomUUID()}`;
});
afterEach(() => rollout.line.restore());
afterAll(() => rollout.stop());

function row(rowNumber: number, change: Partial<CameraImportRow> = {}): CameraImportRow {
  return CameraImportRow.fromPartial({
    rowNumber,
    externalId: `camera-${rowNumber}`,
    patrolUnitCode: UNIT,
    device: device(),
    registeredTime: REGISTERED,
    ...change,
  });
}

const send = (...rows: readonly CameraImportRow[]) =>
  sendParts(rollout.port, Rollout.importCameras, wholeImport(sourceSystem, rows));
const added = (number: number) => ({ added: number, alreadyKnown: 0, refused: 0, refusedFields: [] });

async function importedIds(...externalIds: string[]): Promise<string[]> {
  const { cameras } = await rollout.listImportedCameras({ sourceSystem, externalIds });
  return cameras.map(({ cameraId }) => cameraId);
}

test('a camera has the custody of its past, as of any instant, and says when that was recorded', async () => {
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  const rows = [row(1, { officerId, issuedTime: ISSUED, device: device({ firmwareVersion: '1.4' }) }), row(2)];
  expect(await send(...rows)).toEqual(added(2));
  const [cameraId = '', stocked = ''] = await importedIds('camera-1', 'camera-2');
  expect((await rollout.getCamera({ cameraId })).camera).toMatchObject({
    state: CameraState.ISSUED,
    officerId,
    registeredTime: REGISTERED,
    issuedTime: ISSUED,
  });
  expect((await rollout.listCustody({ cameraId })).entries).toMatchObject([
    { number: 1, step: CameraStep.REGISTER, startTime: REGISTERED, endTime: ISSUED, recordedTime: NOW },
    { number: 2, step: CameraStep.ISSUE, officerId, startTime: ISSUED, endTime: undefined, recordedTime: NOW },
  ]);
  expect((await rollout.listCustody({ cameraId: stocked })).entries).toMatchObject([
    { number: 1, startTime: REGISTERED, endTime: undefined, recordedTime: NOW },
  ]);
  const asOf = async (day: string) => {
    const { entries } = await rollout.listCustody({ cameraId, asOfTime: new Date(`${day}T12:00:00Z`) });
    return entries.map((entry) => entry.officerId);
  };
  expect(await asOf('2025-02-28')).toEqual([]);
  expect(await asOf('2025-03-05')).toEqual(['']);
  expect(await asOf('2026-01-01')).toEqual([officerId]);
  // Nobody says which firmware it had before, so failure rates begin now.
  const faults = testClient(Faults, rollout.port);
  const report = { cameraId, kind: FaultKind.LENS, noticedTime: new Date('2026-01-01T12:00:00Z') };
  const { faultId } = await faults.reportFault(report);
  const { rates } = await faults.getFailureRates({ firstDay: '2025-01-01', lastDay: '2026-10-05', model: 'Body 3' });
  faults.close();
  expect(rates.map(({ issuedDays }) => issuedDays)).toEqual([0]);
  const noticed = await rollout.sql('select firmware_version, was_issued from camera_fault where fault_id = $1', [
    faultId,
  ]);
  expect(noticed).toEqual([{ firmware_version: '', was_issued: true }]);
  const events = await rollout.sql(`select subject from ledger_event where subject ~ 'camera-issued'`);
  expect(events).toHaveLength(1);
});

test('a step that happens now was recorded when it happened', async () => {
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  expect(await send(row(1, { registeredTime: undefined, officerId }))).toEqual(added(1));
  const [cameraId = ''] = await importedIds('camera-1');
  await rollout.returnCamera({ cameraId });
  const { entries } = await rollout.listCustody({ cameraId });
  expect(entries.map(({ startTime, recordedTime }) => [startTime, recordedTime])).toEqual([
    [NOW, undefined],
    [NOW, undefined],
    [NOW, undefined],
  ]);
});

test("recordings of a vendor's export since then are taken, of the officer who held the camera", async () => {
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  await send(row(1, { officerId, issuedTime: ISSUED, device: device(DEVICE) }));
  const at = (rowNumber: number, time: string, claimed = '') =>
    RecordingImportRow.fromPartial({
      rowNumber,
      externalId: `video-${rowNumber}`,
      serialNumber: DEVICE.serialNumber,
      model: DEVICE.model,
      recording: metadata({ cameraId: '', officerId: claimed, startTime: new Date(time) }),
    });
  const videos = [
    at(1, '2025-03-10T08:00:00Z'),
    at(2, '2026-02-24T10:00:00Z', randomUUID()),
    at(3, '2025-03-05T10:00:00Z', officerId),
    at(4, '2025-02-28T10:00:00Z', officerId),
  ];
  const answer = await sendParts(rollout.port, Imports.importRecordings, wholeImport(sourceSystem, videos));
  expect(answer).toMatchObject({
    added: 3,
    refusedFields: [
      { rowNumber: 4, field: 'recording.start_time', rule: 'must not be before the registration of the camera' },
    ],
  });
  const recordings = testClient(Recordings, rollout.port);
  const [cameraId = ''] = await importedIds('camera-1');
  const { recordings: found } = await recordings.listRecordings({ cameraId });
  recordings.close();
  const notHeld = (flags: readonly RecordingFlag[]) => flags.includes(RecordingFlag.NOT_HELD);
  expect(
    found.map(({ startedTime, flags }) => [startedTime?.toISOString().slice(0, 10), notHeld(flags)]).toSorted(),
  ).toEqual([
    ['2025-03-05', true],
    ['2025-03-10', false],
    ['2026-02-24', true],
  ]);
});

test('rejects by row what a live step would reject, and adds nothing of the row', async () => {
  const recalled = { model: 'Body 2', firmwareVersion: '0.9' };
  await inStock(rollout, UNIT, recalled);
  const faults = testClient(Faults, rollout.port);
  await faults.recallFirmware({ ...recalled, dueOn: '2026-10-20', source: 'Лист виробника' });
  faults.close();
  const holder = (change = {}) => rollout.registry.addSilently({ patrolUnitCode: UNIT, ...change });
  const twice = holder();
  const before = holder();
  const handedIn = await inStock(rollout, UNIT);
  await rollout.issueCamera({ cameraId: handedIn, officerId: before });
  await rollout.returnCamera({ cameraId: handedIn });
  const taken = device();
  await rollout.registerCameras({ patrolUnitCode: UNIT, devices: [taken] });
  const held = (rowNumber: number, officerId: string, change: Partial<CameraImportRow> = {}) =>
    row(rowNumber, { officerId, issuedTime: ISSUED, ...change });
  const answer = await send(
    held(1, randomUUID()),
    held(2, holder({ state: OfficerState.DISMISSED })),
    held(3, holder({ patrolUnitCode: 'kyiv-2' })),
    held(4, twice),
    held(5, twice),
    held(6, holder(), { device: device(recalled) }),
    held(7, before),
    held(8, before, { issuedTime: NOW }),
    held(9, 'nobody'),
    held(10, '', {}),
    held(11, holder(), { registeredTime: new Date('2026-10-06T00:00:00Z') }),
    held(12, holder(), { issuedTime: new Date('2025-02-01T00:00:00Z') }),
    // Of a device that is registered already and a bad officer, the device is named.
    held(13, holder({ state: OfficerState.DISMISSED }), { device: taken }),
  );
  expect(answer).toMatchObject({ added: 2, refused: 11 });
  expect(answer.refusedFields.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([
    [1, 'officer_id'],
    [2, 'officer_id'],
    [3, 'officer_id'],
    [5, 'officer_id'],
    [6, 'device.firmware_version'],
    [7, 'issued_time'],
    [9, 'officer_id'],
    [10, 'officer_id'],
    [11, 'registered_time'],
    [11, 'issued_time'],
    [12, 'issued_time'],
    [13, 'device.serial_number'],
  ]);
  const all = Array.from({ length: 13 }, (_, index) => `camera-${index + 1}`);
  expect(await importedIds(...all)).toHaveLength(2);
});

test('a camera that was handed in at a replica whose clock is ahead counts for a row without a time', async () => {
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  const cameraId = await inStock(rollout, UNIT);
  await rollout.issueCamera({ cameraId, officerId });
  now = new Date(NOW.getTime() + 5_000);
  await rollout.returnCamera({ cameraId });
  now = NOW;
  const given = row(1, { registeredTime: undefined, officerId });
  expect(await send(given)).toMatchObject({ refusedFields: [{ rowNumber: 1, field: 'issued_time' }] });
  now = new Date(NOW.getTime() + 5_000);
  expect(await send(given)).toEqual(added(1));
});

test('while the registry is down, the import stops so that it can be repeated; what is known is not asked again', async () => {
  const held = (number: number) =>
    row(number, { officerId: rollout.registry.addSilently({ patrolUnitCode: UNIT }), issuedTime: ISSUED });
  const [first, second, third] = [held(1), held(2), row(3)];
  expect(await send(first)).toEqual(added(1));
  rollout.line.cut();
  expect(await refusalOf(send(third, first, second))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await importedIds('camera-1', 'camera-2', 'camera-3')).toHaveLength(2);
  expect(await send(first)).toMatchObject({ added: 0, alreadyKnown: 1 });
  rollout.line.restore();
  await eventually(async () => expect(await send(third, first, second)).toMatchObject({ refused: 0 }));
  expect(await importedIds('camera-1', 'camera-2', 'camera-3')).toHaveLength(3);
});

test('an officer who moved to the unit before the import is not asked to hand the camera in', async () => {
  now = new Date();
  const [officerId = ''] = await rollout.registry.addOfficers(1, { patrolUnitCode: 'kyiv-2' });
  await rollout.untilApplied();
  // The registry knows of the move; its event is still to come.
  now = new Date(Date.now() + 600_000);
  rollout.registry.addSilently({ officerId, patrolUnitCode: UNIT });
  expect(await send(row(1, { officerId, issuedTime: ISSUED }))).toEqual(added(1));
  const [cameraId = ''] = await importedIds('camera-1');
  // The recall of another one shows that the job has run.
  now = new Date();
  const moved = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  expect(await send(row(2, { officerId: moved, issuedTime: ISSUED }))).toEqual(added(1));
  const [movedCamera] = await importedIds('camera-2');
  const message = { officerId: moved, kind: OfficerKind.PATROL, formerState: OfficerState.ACTIVE };
  const move = { state: OfficerState.ACTIVE, patrolUnitCode: 'kyiv-2', oblastCode: KYIV, changedTime: now };
  await rollout.registry.tell([officerStateChanged.create({ ...message, ...move }, { oblastCode: KYIV })]);
  await eventually(async () => {
    const recalls = await rollout.sql('select camera_id from camera_recall where camera_id in ($1, $2)', [
      cameraId,
      movedCamera,
    ]);
    expect(recalls).toEqual([{ camera_id: movedCamera }]);
  });
});
