import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import { SplitMethod } from '@safe-community/contracts/cameras/v1/rollout.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { eventually, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const KYIV = 'UA80000000000093317';
const UNIT = 'kyiv-1';

let system: RunningSystem;
let cameraIds: string[];
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'camera-rollout']);
  const connection = system.connect();
  const { officers, cameras, waves } = connection;
  const names = { nameUk: 'Полк', nameEn: 'Regiment' };
  await officers.registerPatrolUnit({ requestId: randomUUID(), patrolUnitCode: UNIT, oblastCode: KYIV, ...names });
  const today = kyivDay(new Date());
  const units = [{ patrolUnitCode: UNIT, quantity: 2 }];
  const plan = { name: 'Перша хвиля', source: 'Наказ', deliveryDueOn: today, issueDueOn: today, units };
  const { waveId } = await eventually(() => waves.planWave({ requestId: randomUUID(), ...plan }));
  const order = { requestId: randomUUID(), waveId, quantity: 2 };
  await waves.recordOrder({ ...order, orderedOn: today, reference: 'Договір' });
  const { deliveryId } = await waves.recordDelivery({ ...order, requestId: randomUUID(), deliveredOn: today });
  await waves.acceptSplit({ requestId: randomUUID(), deliveryId, method: SplitMethod.MANUAL, parts: units });
  const devices = ['CAM-1', 'CAM-2'].map((serialNumber) => CameraDevice.fromPartial({ serialNumber, model: 'Body 3' }));
  const request = { requestId: randomUUID(), patrolUnitCode: UNIT, devices, deliveryId };
  cameraIds = (await cameras.registerCameras(request)).cameraIds;
  const [cameraId = ''] = cameraIds;
  await cameras.sendToRepair({ requestId: randomUUID(), cameraId, reason: 'не вмикається' });
  connection.close();
});
afterAll(() => system.stop());

test('lists cameras as a table and as JSON, by state', async () => {
  const { exitCode, stdout } = await system.hromada('cameras', 'list', '--oblast', 'Київ');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/CAM-1 + Body 3 + — + in-repair  kyiv-1/);
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
  expect(custody.stdout).toMatch(/now + sent to repair .*не вмикається/);
  expect((await system.hromada('cameras', 'custody', '--as-of', 'soon')).exitCode).toBe(2);
  expect((await system.hromada('cameras', 'custody')).stderr).toContain('must be given without officer_id');
});

test('imports cameras by a mapping, names rejected rows by line, and adds nothing twice', async () => {
  const folder = testFolder('cameras');
  const [file, mapping] = [join(folder, 'cameras.csv'), join(folder, 'mapping.json')];
  const fields = { serial_number: 'Серійний №', patrol_unit_code: 'Підрозділ', warranty_until: 'Гарантія' };
  const values = { patrol_unit_code: { 'Полк, місто Київ': UNIT } };
  const layout = {
    format: { delimiter: ';' },
    days: 'dd.mm.yyyy',
    constants: { model: 'Body 9' },
    columns: fields,
    values,
  };
  writeFileSync(mapping, JSON.stringify(layout));
  const lines = [
    'FLEET-1;Полк, місто Київ;30.06.2028',
    'FLEET-2;kyiv-1;',
    'FLEET-1;kyiv-1;',
    'fleet-3;kyiv-9;',
    'FLEET-4;kyiv-1;2028',
    'FLEET-5',
  ];
  writeFileSync(file, ['Серійний №;Підрозділ;Гарантія', ...lines].join('\n'));
  const importing = (...options: string[]) =>
    system.hromada('import', 'cameras', file, '--mapping', mapping, '--source', 'vendor-1', ...options);
  const checked = JSON.parse((await importing('--check', '--json')).stdout) as object;
  expect(checked).toMatchObject({ rows: 6, added: 0, refused: 2 });
  const { exitCode, stdout } = await importing();
  expect(stdout.split('\n')).toEqual([
    'line 4 rejected: device.serial_number must not be registered already',
    'line 5 rejected: patrol_unit_code must be of a registered patrol unit; device.serial_number must be 3 to 40 of A–Z, 0–9 and "-"',
    'line 6 rejected: warranty_until “2028” must be a day like dd.mm.yyyy',
    'line 7 rejected: the row has 1 columns, the header 3: is it truncated?',
    '6 rows read: 2 added, 0 already known, 4 rejected',
    '',
  ]);
  expect(exitCode).toBe(0);
  const again = JSON.parse((await importing('--json')).stdout) as object;
  expect(again).toMatchObject({ rows: 6, added: 0, alreadyKnown: 2, refused: 4 });
  const list = await system.hromada('cameras', 'list', '--model', 'Body 9', '--json');
  const { cameras } = JSON.parse(list.stdout) as { cameras: { device: object; patrolUnitCode: string }[] };
  expect(cameras.map(({ device }) => device)).toEqual(
    expect.arrayContaining([
      { serialNumber: 'FLEET-1', model: 'Body 9', warrantyUntil: '2028-06-30' },
      { serialNumber: 'FLEET-2', model: 'Body 9' },
    ]),
  );
  expect(cameras.map(({ patrolUnitCode }) => patrolUnitCode)).toEqual([UNIT, UNIT]);
});

test('a mapping of cameras may be YAML, with encoding, lines and rows to leave out as for incidents', async () => {
  const folder = testFolder('cameras-yaml');
  const [file, mapping] = [join(folder, 'cameras.csv'), join(folder, 'mapping.yaml')];
  writeFileSync(
    mapping,
    `version: 1
format: { delimiter: tab, encoding: windows-1251, skip_lines: 1 }
skip: [{ column: Стан, is: Списано }]
columns: { serial_number: Номер, patrol_unit_code: Загон }
constants: { model: Body 7 }
values: { patrol_unit_code: { Перший: ${UNIT} } }
`,
  );
  const text = 'Журнал\nНомер\tЗагон\tСтан\nYAML-1\tПерший\tНова\nYAML-2\tПерший\tСписано\n';
  const bytes = [...text].map((letter) => letter.charCodeAt(0)).map((code) => (code >= 0x410 ? code - 0x350 : code));
  writeFileSync(file, Buffer.from(bytes));
  const importing = (...options: string[]) =>
    system.hromada('import', 'cameras', file, '--mapping', mapping, '--source', 'vendor-2', ...options);
  expect((await importing('--check')).stdout).toBe('2 rows read: 1 can be sent, 1 skipped, 0 rejected\n');
  expect((await importing()).stdout).toBe('2 rows read: 1 added, 0 already known, 1 skipped, 0 rejected\n');
});

test("imports a vendor's recordings by a mapping, and adds nothing twice", async () => {
  const folder = testFolder('recordings');
  const [file, mapping] = [join(folder, 'export.csv'), join(folder, 'mapping.json')];
  const columns = { serial_number: 'device', start_time: 'start', sha256: 'hash', duration: 'length' };
  const constants = { model: 'Body 3', size_bytes: '1000', store_reference: '2026/a.mp4', officer_id: randomUUID() };
  writeFileSync(mapping, JSON.stringify({ columns, constants }));
  const start = new Date().toISOString().replace('T', ' ').replace('Z', '+00:00');
  const digest = randomUUID().replaceAll('-', '').repeat(2);
  const lines = [`CAM-1,${start},${digest},0:00:01`, `CAM-404,${start},${digest},5`, `CAM-1,soon,${digest},5`];
  writeFileSync(file, ['device,start,hash,length', ...lines].join('\n'));
  const importing = (...options: string[]) =>
    system.hromada('import', 'recordings', file, '--mapping', mapping, '--source', 'vendor-1', ...options);
  const { exitCode, stdout } = await importing();
  expect(stdout.split('\n')).toEqual([
    'line 3 rejected: serial_number must be of a registered camera of the model',
    'line 4 rejected: start_time “soon” must be a time like yyyy-mm-dd 18:05:00',
    '3 rows read: 1 added, 0 already known, 2 rejected',
    '',
  ]);
  expect(exitCode).toBe(0);
  const again = JSON.parse((await importing('--json')).stdout) as object;
  expect(again).toMatchObject({ rows: 3, added: 0, alreadyKnown: 1, refused: 2 });
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
  const request = { requestId: randomUUID(), recordings: [given] };
  const [recording] = (await connection.recordings.registerRecordings(request)).recordings;
  connection.close();
  const recordingId = recording?.recordingId ?? '';
  const { stdout } = await system.hromada('recordings', 'list', '--oblast', 'Київ', '--flag', 'not-held');
  expect(stdout).toMatch(/ +1 s  kyiv-1  — + none  unchecked  kept + not-held/);
  expect((await system.hromada('recordings', 'list', '--flag', 'x')).stderr).toContain('not-held, overlap');
  expect((await system.hromada('recordings', 'show', recordingId)).exitCode).toBe(2);
  const why = ['--reason', 'перевірка', '--place', 'каб. 12'];
  const shown = await system.hromada('recordings', 'show', recordingId, ...why);
  expect(shown.stdout).toMatch(/SHA-256: +(ab){32}/);
  const court = ['--reason', 'запит суду', '--place', 'суд, зала 3', '--texts'];
  const proof = await system.hromada('recordings', 'proof', recordingId, ...court);
  const { entries } = JSON.parse(proof.stdout) as { entries: object[] };
  expect(entries).toMatchObject([
    { kind: 'CUSTODY_KIND_REGISTERED' },
    { kind: 'CUSTODY_KIND_VIEW', texts: { reason: 'перевірка', place: 'каб. 12' } },
    { kind: 'CUSTODY_KIND_EXPORT', texts: { reason: 'запит суду', place: 'суд, зала 3' } },
  ]);
  const verified = await system.hromada('recordings', 'verify', recordingId);
  expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('3 entries are intact') as string });
  expect((await system.hromada('recordings', 'verify', randomUUID())).exitCode).not.toBe(0);
  expect((await system.hromada('recordings', 'hold', recordingId)).exitCode).toBe(2);
  const asked = ['--reason', 'запит суду', '--case', '12026000000000001', '--json'];
  const held = await system.hromada('recordings', 'hold', recordingId, ...asked);
  const { holdId } = JSON.parse(held.stdout) as { holdId: string };
  const frozen = await system.hromada('recordings', 'list', '--oblast', 'Київ', '--expiry', 'kept', '--frozen');
  expect(frozen.stdout).toMatch(new RegExp(` frozen  .*${recordingId}`));
  expect((await system.hromada('recordings', 'list', '--expiry', 'x')).stderr).toContain('announced, expired');
  const release = ['recordings', 'release', holdId, '--reason', 'справу закрито'];
  expect(await system.hromada(...release)).toMatchObject({ exitCode: 0, stdout: 'Released.\n' });
  expect((await system.hromada(...release)).stderr).toContain('hold in force');
  expect((await system.hromada('recordings', 'expiring', '--oblast', 'Київ')).stdout).toContain('Nothing found.');
});

test('lists overdue returns, and waves with their progress', async () => {
  expect((await system.hromada('cameras', 'overdue', '--open')).exitCode).toBe(0);
  const { exitCode, stdout } = await system.hromada('waves');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Перша хвиля + +2  +2  +2  +2  +0 /);
  const json = JSON.parse((await system.hromada('waves', '--json')).stdout) as { waves: object[] };
  expect(json.waves[0]).toMatchObject({ name: 'Перша хвиля', registered: 2 });
});

test('shows compliance and missing footage, and names the groups', async () => {
  const { exitCode, stdout } = await system.hromada('cameras', 'compliance', '--by', 'unit');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/kyiv-1 + +0  +0  +0  +—  +2  +0\.0 % /);
  const json = await system.hromada('cameras', 'compliance', '--oblast', 'Київ', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ total: { recordings: '2' } });
  const missing = await system.hromada('cameras', 'missing', '--excluded', '--json');
  expect(JSON.parse(missing.stdout)).toEqual({});
  const unknown = await system.hromada('cameras', 'compliance', '--by', 'month');
  expect(unknown).toMatchObject({ exitCode: 2 });
  expect(unknown.stderr).toContain('unit, oblast, officer, day');
});
