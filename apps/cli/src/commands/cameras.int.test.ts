import { randomUUID } from 'node:crypto';
import { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import { SplitMethod } from '@safe-community/contracts/cameras/v1/rollout.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../connection/connect-services.ts';
import { planPatrolUnits, type PlannedUnit } from '../demo/patrol-units.ts';
import { setUpWaves } from '../demo/set-up-waves.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const KYIV = 'UA80000000000093317';
const UNIT = 'kyiv-1';

let system: RunningSystem;
let cameraIds: string[];
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'camera-rollout']);
  const connection = system.connect();
  const { officers, cameras, waves } = connection;
  const names = { nameUk: 'Полк', nameEn: 'Regiment', demonstration: true };
  await officers.registerPatrolUnit({ requestId: randomUUID(), patrolUnitCode: UNIT, oblastCode: KYIV, ...names });
  const today = kyivDay(new Date());
  const units = [{ patrolUnitCode: UNIT, quantity: 2 }];
  const plan = { name: 'Перша хвиля', source: 'Наказ', deliveryDueOn: today, issueDueOn: today, units };
  const { waveId } = await eventually(() => waves.planWave({ requestId: randomUUID(), ...plan, demonstration: false }));
  const order = { requestId: randomUUID(), waveId, quantity: 2 };
  await waves.recordOrder({ ...order, orderedOn: today, reference: 'Договір' });
  const { deliveryId } = await waves.recordDelivery({ ...order, requestId: randomUUID(), deliveredOn: today });
  await waves.acceptSplit({ requestId: randomUUID(), deliveryId, method: SplitMethod.MANUAL, parts: units });
  const devices = ['CAM-1', 'CAM-2'].map((serialNumber) => CameraDevice.fromPartial({ serialNumber, model: 'Body 3' }));
  const request = { requestId: randomUUID(), patrolUnitCode: UNIT, devices, deliveryId, demonstration: true };
  cameraIds = (await cameras.registerCameras(request)).cameraIds;
  const [cameraId = ''] = cameraIds;
  await cameras.sendToRepair({ requestId: randomUUID(), cameraId, reason: 'не вмикається' });
  connection.close();
});
afterAll(() => system.stop());

test('lists cameras as a table and as JSON, by state', async () => {
  const { exitCode, stdout } = await system.hromada('cameras', 'list', '--oblast', 'Київ');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/CAM-1 \* +│ Body 3 +│ — +│ in-repair │ kyiv-1/);
  const json = await system.hromada('cameras', 'list', '--state', 'in-stock', '--json');
  const { cameras } = JSON.parse(json.stdout) as { cameras: object[] };
  expect(cameras).toMatchObject([{ cameraId: cameraIds[1], state: 'CAMERA_STATE_IN_STOCK' }]);
  expect((await system.hromada('cameras', 'list', '--state', 'broken')).exitCode).toBe(2);
});

test('shows a camera with its legal steps, and its custody', async () => {
  const [cameraId = ''] = cameraIds;
  const shown = await system.hromada('cameras', 'show', cameraId);
  expect(shown.stdout).toMatch(/Legal steps: +repaired, reported lost, retired/);
  const json = JSON.parse((await system.hromada('cameras', 'show', cameraId, '--json')).stdout) as object;
  expect(json).toMatchObject({ camera: { cameraId } });
  const custody = await system.hromada('cameras', 'custody', '--camera', cameraId);
  expect(custody.stdout).toMatch(/registered .*kyiv-1/);
  expect(custody.stdout).toMatch(/now +│ sent to repair .*не вмикається/);
  expect((await system.hromada('cameras', 'custody', '--as-of', 'soon')).exitCode).toBe(2);
  expect((await system.hromada('cameras', 'custody')).stderr).toContain('must be given without officer_id');
});

test('lists, shows and verifies a recording', async () => {
  const connection = system.connect();
  const [, cameraId = ''] = cameraIds;
  const given = RecordingMetadata.fromPartial({
    cameraId,
    officerId: randomUUID(),
    startTime: new Date(),
    durationMs: 1_000,
    sizeBytes: 1n,
    sha256: 'ab'.repeat(32),
    storeReference: '2026/1.mp4',
  });
  const request = { requestId: randomUUID(), recordings: [given], demonstration: true };
  const [recording] = (await connection.recordings.registerRecordings(request)).recordings;
  connection.close();
  const recordingId = recording?.recordingId ?? '';
  const { stdout } = await system.hromada('recordings', 'list', '--oblast', 'Київ', '--flag', 'not-held');
  expect(stdout).toMatch(/ \* │ +1 │ kyiv-1 │ — +│ none │ unchecked │ not-held/);
  expect((await system.hromada('recordings', 'list', '--flag', 'x')).stderr).toContain('not-held, overlap');
  expect((await system.hromada('recordings', 'show', recordingId)).exitCode).toBe(2);
  const shown = await system.hromada('recordings', 'show', recordingId, '--reason', 'перевірка');
  expect(shown.stdout).toMatch(/SHA-256: +(ab){32}/);
  const proof = await system.hromada('recordings', 'proof', recordingId, '--reason', 'запит суду', '--texts');
  const { entries } = JSON.parse(proof.stdout) as { entries: object[] };
  expect(entries).toMatchObject([
    { kind: 'CUSTODY_KIND_REGISTERED' },
    { kind: 'CUSTODY_KIND_VIEW', texts: { reason: 'перевірка' } },
    { kind: 'CUSTODY_KIND_EXPORT' },
  ]);
  const verified = await system.hromada('recordings', 'verify', recordingId);
  expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('3 entries are intact') as string });
  expect((await system.hromada('recordings', 'verify', randomUUID())).exitCode).not.toBe(0);
  expect((await system.hromada('recordings', 'hold', recordingId)).exitCode).toBe(2);
  const asked = ['--reason', 'запит суду', '--case', '12026000000000001', '--json'];
  const held = await system.hromada('recordings', 'hold', recordingId, ...asked);
  const { holdId } = JSON.parse(held.stdout) as { holdId: string };
  const release = ['recordings', 'release', holdId, '--reason', 'справу закрито'];
  expect(await system.hromada(...release)).toMatchObject({ exitCode: 0, stdout: 'Released.\n' });
  expect((await system.hromada(...release)).stderr).toContain('hold in force');
  expect((await system.hromada('recordings', 'expiring', '--oblast', 'Київ')).stdout).toContain('Until');
});

test('the demonstration has two waves and a recall, however often it runs', async () => {
  const connection = system.connect();
  const unit = { ...planPatrolUnits()[0], code: UNIT } as PlannedUnit;
  const waveNames = async () => {
    const { waves } = await connection.waves.listWaves({ waveId: '', pageSize: 500, pageToken: '' });
    return waves.map(({ name }) => name);
  };
  const before = await waveNames();
  await demonstrate(connection, unit);
  expect(before).not.toContain('Вигадана хвиля 1');
  expect(await waveNames()).toEqual([...before, 'Вигадана хвиля 1', 'Вигадана хвиля 2']);
  await demonstrate(connection, unit);
  expect(await waveNames()).toHaveLength(before.length + 2);
  const { recalls } = await connection.faults.listRecalls({ includeComplete: true, pageSize: 500, pageToken: '' });
  expect(recalls).toMatchObject([{ firmwareVersion: 'demo-1.0', demonstration: true, affected: 2 }]);
  connection.close();
});

async function demonstrate(connection: Connection, unit: PlannedUnit): Promise<void> {
  expect(await setUpWaves(connection, [unit])).toBe(2);
}

test('lists overdue returns, and waves with their progress', async () => {
  expect((await system.hromada('cameras', 'overdue', '--open')).exitCode).toBe(0);
  const { exitCode, stdout } = await system.hromada('waves');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Перша хвиля +│ +2 │ +2 │ +2 │ +2 │ +0 │/);
  const json = JSON.parse((await system.hromada('waves', '--json')).stdout) as { waves: object[] };
  expect(json.waves[0]).toMatchObject({ name: 'Перша хвиля', registered: 2 });
});
