import { CustodyImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { FaultKind } from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { RecordingFlag, type RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { sendParts, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { device, inStock, issueTo } from './devices.ts';
import { wholeImport } from './import-parts.ts';
import { KYIV, metadata, UNIT } from './recordings.ts';
import { runRollout, type RunningRollout } from './running-rollout.ts';

// Each time begins at its first instant and ends before its last one, so that those that touch do not overlap.

/** Midnight in Kyiv, of this day of June. */
const day = (number: number) => new Date(Date.UTC(2026, 4, 31, 21) + (number - 1) * 86_400_000);
const HOUR_MS = 3_600_000;

let now = day(1);
let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

const officer = () => rollout.registry.addSilently({ patrolUnitCode: UNIT });

test('an officer may have had other cameras until the issue of one, and since its return', async () => {
  const officerId = officer();
  for (const [index, from] of [10, 15, 5].entries()) {
    now = day(1);
    const own = device();
    await rollout.registerCameras({ patrolUnitCode: UNIT, devices: [own] });
    now = day(30);
    const row = CustodyImportRow.fromPartial({
      rowNumber: index + 1,
      externalId: `touching-${index}`,
      serialNumber: own.serialNumber,
      model: own.model,
      officerId,
      issuedTime: day(from),
      returnedTime: day(from + 5),
    });
    const answer = await sendParts(rollout.port, Rollout.importCustody, wholeImport('touching', [row]));
    expect(answer).toMatchObject({ added: 1, refusedFields: [] });
  }
});

test('a recording until the return of the camera is of its officer, one from then on is not', async () => {
  now = day(1);
  const [cameraId, officerId, next] = [await inStock(rollout, UNIT), officer(), officer()];
  now = day(10);
  await issueTo(rollout, officerId, cameraId);
  now = day(11);
  await rollout.returnCamera({ cameraId });
  await issueTo(rollout, next, cameraId);
  now = day(12);
  const recordings = testClient(Recordings, rollout.port);
  const flagsOf = async (change: Partial<RecordingMetadata> & { startTime: Date }) => {
    const given = metadata({ cameraId, officerId, durationMs: HOUR_MS, ...change });
    const [found] = (await recordings.registerRecordings({ recordings: [given] })).recordings;
    return found?.flags;
  };
  expect(await flagsOf({ startTime: day(10) })).toEqual([]);
  expect(await flagsOf({ startTime: new Date(day(11).getTime() - HOUR_MS) })).toEqual([]);
  expect(await flagsOf({ startTime: day(11) })).toEqual([RecordingFlag.NOT_HELD]);
  expect(await flagsOf({ startTime: day(11), officerId: next })).toEqual([]);
  recordings.close();
});

test('a fault at the issue is of the officer, one at the change of firmware of the new one; faults and repairs at midnight are of one day', async () => {
  now = day(1);
  const model = 'Body of touching times';
  const cameraId = await inStock(rollout, UNIT, { model, firmwareVersion: '1.0' });
  now = day(5);
  await issueTo(rollout, officer(), cameraId);
  now = day(10);
  await rollout.faults.reportFault({ cameraId, kind: FaultKind.LENS, noticedTime: day(5) });
  await rollout.recordFirmware({ cameraIds: [cameraId], firmwareVersion: '2.0' });
  await rollout.faults.reportFault({ cameraId, kind: FaultKind.LENS, noticedTime: now });
  await rollout.sendToRepair({ cameraId, reason: 'перевірка' });
  now = day(12);
  await rollout.completeRepair({ cameraId });
  now = day(20);
  const of = async (date: string) => rollout.faults.getFailureRates({ model, firstDay: date, lastDay: date });
  const faultsOn = async (date: string) =>
    (await of(date)).rates.map(({ firmwareVersion, faults, otherFaults }) => [firmwareVersion, faults, otherFaults]);
  expect(await faultsOn('2026-06-09')).toEqual([['1.0', 0, 0]]);
  expect(await faultsOn('2026-06-10')).toEqual([['2.0', 1, 0]]);
  expect(await faultsOn('2026-06-05')).toEqual([['1.0', 1, 0]]);
  const completedOn = async (date: string) => (await of(date)).repairs.map(({ completed }) => completed);
  expect([await completedOn('2026-06-11'), await completedOn('2026-06-12')]).toEqual([[], [1]]);
});
