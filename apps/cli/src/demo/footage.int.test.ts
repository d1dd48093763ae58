import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CameraState } from '@safe-community/contracts/cameras/v1/camera.ts';
import { ListCamerasRequest, ListCustodyRequest } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { RolloutStatus } from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { PreviewExpiryRequest } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import type { ListedRecording } from '@safe-community/contracts/cameras/v1/recording.ts';
import { ListRecordingsRequest } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import { eventually, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';
import type { Connection } from '../connection/connect-services.ts';
import { planPatrolUnits, type PlannedUnit } from './patrol-units.ts';
import { setUpCameras } from './set-up-cameras.ts';
import { setUpFaults } from './set-up-faults.ts';
import { setUpPatrol } from './set-up-patrol.ts';
import { setUpRecordings } from './set-up-recordings.ts';
import { setUpRetention } from './set-up-retention.ts';
import { setUpWaves } from './set-up-waves.ts';

const DEMO_UNIT = 'kyiv-1';
/** Two of the first category, and one of each other. */
const EACH = 5;

let system: RunningSystem;
let units: readonly [PlannedUnit, PlannedUnit];
let officerIds: string[][];
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'camera-rollout']);
  const [planned] = planPatrolUnits();
  if (planned === undefined) expect.fail('there are no units');
  const part = (from: number, count: number) => planned.officers.slice(from, from + count);
  const serials = (from: number, count: number) => planned.serialNumbers.slice(from, from + count);
  units = [
    { ...planned, code: DEMO_UNIT, officers: part(10, 4), serialNumbers: serials(10, 6), equipped: 4 },
    { ...planned, code: 'kyiv-2', officers: part(0, EACH), serialNumbers: serials(0, EACH), equipped: EACH },
  ];
  const connection = system.connect();
  officerIds = await setUpPatrol(connection, units);
  connection.close();
});
afterAll(() => system.stop());

test('the demonstration has two waves and a recall, however often it runs', async () => {
  const connection = system.connect();
  const [unit] = units;
  const waveNames = async () => {
    const { waves } = await connection.waves.listWaves({ waveId: '', pageSize: 500, pageToken: '' });
    return waves.map(({ name }) => name);
  };
  const before = await waveNames();
  const acceptSplit = () => Promise.reject(new Error('interrupted'));
  const breaking = new Proxy(connection.waves, {
    get: (known, name) => (name === 'acceptSplit' ? acceptSplit : Reflect.get(known, name)),
  });
  const interrupted = { ...connection, waves: breaking };
  await expect(setUpWaves(interrupted, [unit])).rejects.toThrow('interrupted');
  await demonstrate(connection, unit);
  expect(before).not.toContain('Вигадана хвиля 1');
  expect(await waveNames()).toEqual([...before, 'Вигадана хвиля 1', 'Вигадана хвиля 2']);
  await demonstrate(connection, unit);
  expect(await waveNames()).toHaveLength(before.length + 2);
  const { recalls } = await connection.faults.listRecalls({ includeComplete: true, pageSize: 500, pageToken: '' });
  expect(recalls).toMatchObject([{ firmwareVersion: 'demo-1.0', affected: 6, remaining: 2 }]);
  const { waves } = await connection.waves.listWaves({ waveId: '', pageSize: 500, pageToken: '' });
  const [first] = waves.filter(({ name }) => name === 'Вигадана хвиля 1');
  expect(first).toMatchObject({ delivered: 3, registered: 3, issued: 3 });
  expect(first?.deliveries).toMatchObject([{ deliveredOn: addDays(kyivDay(new Date()), -20) }]);
  const found = await connection.cameras.listCameras(
    ListCamerasRequest.fromPartial({ patrolUnitCode: DEMO_UNIT, pageSize: 500 }),
  );
  expect(found.cameras.map(({ state }) => state).toSorted((a, b) => a - b)).toEqual([
    CameraState.IN_STOCK,
    CameraState.ISSUED,
    CameraState.ISSUED,
    CameraState.ISSUED,
    CameraState.ISSUED,
    CameraState.IN_REPAIR,
  ]);
  expect(found.cameras.every(({ device }) => device?.warrantyUntil === '2029-12-31')).toBe(true);
  const forecast = await connection.waves.forecastRollout({ oblastCode: '', windowDays: 90 });
  expect(forecast.issues).toBe(3);
  expect(forecast.status).not.toBe(RolloutStatus.TOO_LITTLE_HISTORY);
  const asOfTime = new Date(Date.now() - 100 * 86_400_000);
  const custody = await Promise.all(
    found.cameras.map(({ cameraId }) =>
      connection.cameras.listCustody(ListCustodyRequest.fromPartial({ cameraId, asOfTime })),
    ),
  );
  expect(custody.flatMap(({ entries }) => entries.map(({ state }) => state))).toEqual([CameraState.ISSUED]);
  connection.close();
});

test('the demonstration has recordings, and a complaint about one of them, however often it runs', async () => {
  const connection = system.connect();
  const [, unit] = units;
  const none = { deliveryId: '', quantityOf: new Map<string, number>() };
  // As the second unit, so that its cameras do not have the firmware that is recalled.
  const first = { ...unit, serialNumbers: [], equipped: 0 };
  await setUpCameras(connection, [first, unit], [[], ...officerIds.slice(1)], none);
  const folder = testFolder('evidence');
  const submitRequest = () => Promise.reject(new Error('interrupted'));
  const interrupted = { ...connection, footageRequests: { ...connection.footageRequests, submitRequest } };
  await expect(setUpRecordings(interrupted, [unit], folder)).rejects.toThrow('interrupted');
  expect(await setUpRecordings(connection, [unit], folder)).toBe(EACH);
  expect(await setUpRecordings(connection, [unit])).toBe(EACH);
  const filter = ListRecordingsRequest.fromPartial({ patrolUnitCode: unit.code, pageSize: 500 });
  const { recordings } = await connection.recordings.listRecordings(filter);
  expect(recordings).toHaveLength(EACH);
  for (const each of recordings) expect(each).toMatchObject({ flags: [] });
  expect(await alteredIn(connection, folder, recordings)).toBe(1);
  const due = { kind: FootageRequestKind.COMPLAINT, overdueOnly: false, assignee: '', pageSize: 500, pageToken: '' };
  const { requests } = await connection.footageRequests.listDueRequests(due);
  const ofUnit = requests.filter(({ patrolUnitCode }) => patrolUnitCode === unit.code);
  expect(ofUnit).toHaveLength(1);
  const footageRequestId = ofUnit[0]?.footageRequestId ?? '';
  const concerned = await connection.footageRequests.listRequestedRecordings({
    footageRequestId,
    pageSize: 500,
    pageToken: '',
  });
  const [named] = concerned.recordings.filter((each) => each.named);
  expect(named).toMatchObject({ frozen: true, category: 'traffic_stop' });
  const recordingId = named?.recordingId ?? '';
  await setUpRetention(connection, [unit]);
  await setUpRetention(connection, [unit]);
  const { holds } = await connection.recordingRetention.listHolds({
    recordingId: '',
    includeReleased: true,
    pageSize: 500,
    pageToken: '',
  });
  expect(holds).toHaveLength(1);
  // Both recordings of the category would expire, but the complaint freezes one of them.
  const inTwoMonths = { asOfDate: addDays(kyivDay(new Date()), 60), pageSize: 500 };
  const preview = await connection.recordingRetention.previewExpiry(PreviewExpiryRequest.fromPartial(inTwoMonths));
  const expiring = preview.recordings.filter(({ category }) => category === 'traffic_stop');
  expect(expiring.map(({ frozen }) => frozen).toSorted((a, b) => Number(a) - Number(b))).toEqual([false, true]);
  // The job looks once a minute whether a rule was set, and after each start.
  await system.restart('camera-rollout', () => Promise.resolve());
  const announced = await eventually(async () => {
    const asked = { oblastCode: '', state: ExpiryState.ANNOUNCED, pageSize: 500, pageToken: '' };
    const found = await connection.recordingRetention.listExpiring(asked);
    expect(found.recordings).toHaveLength(1);
    return found.recordings;
  });
  expect(announced).toMatchObject([{ category: 'traffic_stop', frozen: false }]);
  expect(announced[0]?.recordingId).not.toBe(recordingId);
  expect((await system.hromada('recordings', 'expiring')).stdout).toMatch(/announced + [\d-]+ + traffic_stop + no/);
  const { stdout } = await system.hromada('requests', 'recordings', footageRequestId);
  expect(stdout).toMatch(new RegExp(`traffic_stop + yes + ${recordingId} named`));
  // Its chain of custody says so as well, once the job has written it down.
  await eventually(async () => {
    const proof = {
      recordingId,
      reason: 'перевірка',
      place: '',
      withTexts: false,
      pageSize: 500,
      pageToken: '',
    };
    const { entries } = await connection.custody.getProof(proof);
    expect(entries.map(({ kind }) => kind)).toContain(CustodyKind.FREEZE);
  });
  connection.close();
});

/** How many of the files differ from what was registered. */
async function alteredIn(connection: Connection, folder: string, listed: readonly ListedRecording[]): Promise<number> {
  let altered = 0;
  for (const { recordingId } of listed) {
    const asked = { recordingId, reason: 'перевірка', place: '' };
    const { recording } = await connection.recordings.getRecording(asked);
    const { storeReference = '', sha256, sizeBytes } = recording?.metadata ?? {};
    const file = readFileSync(join(folder, storeReference));
    const isSame = createHash('sha256').update(file).digest('hex') === sha256;
    if (!isSame) altered += 1;
    expect(sizeBytes).toBe(BigInt(file.length));
  }
  return altered;
}

async function demonstrate(connection: Connection, unit: PlannedUnit): Promise<void> {
  const delivery = await setUpWaves(connection, [unit]);
  const { issued, cameraIds, old } = await setUpCameras(connection, [unit], officerIds.slice(0, 1), delivery);
  expect([issued, old.length]).toEqual([4, 6]);
  await setUpFaults(connection, cameraIds, old);
}
