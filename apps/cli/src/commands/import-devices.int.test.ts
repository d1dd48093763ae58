import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { RegisterOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { eventually, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';
import { planPatrolUnits } from '../demo/patrol-units.ts';

const EXAMPLES = join(import.meta.dirname, '../../../../docs/examples/import');
const OBLAST = 'UA05000000000010236';
const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../../docs/import.md'), 'utf8');
/** As `npm start` has it. */
const UNIT = planPatrolUnits().find(({ oblastCode }) => oblastCode === OBLAST)?.code ?? '';
const BADGES = ['0417', '0533', '0608'];

let system: RunningSystem;
/** By badge. */
const officerIds = new Map<string, string>();
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'camera-rollout']);
  const connection = system.connect();
  await connection.officers.registerPatrolUnit({
    requestId: randomUUID(),
    patrolUnitCode: UNIT,
    oblastCode: OBLAST,
    nameUk: 'Рота № 1',
    nameEn: 'Company 1',
  });
  for (const [index, badge] of BADGES.entries()) {
    const officer = RegisterOfficerRequest.fromPartial({
      requestId: randomUUID(),
      kind: OfficerKind.PATROL,
      state: OfficerState.ACTIVE,
      fullName: `Тестовий Патрульний ${'АБВ'[index]}`,
      serviceNumber: badge,
      phone: `+38050000000${index}`,
      patrolUnitCode: UNIT,
    });
    officerIds.set(badge, (await connection.officers.registerOfficer(officer)).officerId);
  }
  await eventually(async () => {
    const { units } = await connection.cameras.getCoverage({ oblastCode: '', asOf: '' });
    if (units[0]?.coverage?.strength !== BADGES.length) throw new Error('the rollout does not know all officers yet');
  });
  connection.close();
});
afterAll(() => system.stop());

/** Imports an example with the ids of these officers in place of those of the document. */
function importExample(what: string, name: string, ...options: string[]) {
  const mapping = join(testFolder(`example-${name}`), `${name}.yaml`);
  const text = readFileSync(join(EXAMPLES, `${name}.yaml`), 'utf8');
  const own = [...officerIds].reduce(
    (written, [badge, id]) => written.replaceAll(`019c1f00-0000-7000-8000-00000000${badge}`, id),
    text,
  );
  writeFileSync(mapping, own);
  const file = join(EXAMPLES, `${name}.csv`);
  return system.hromada('import', what, file, '--mapping', mapping, '--source', 'example-1', ...options);
}

const linesOf = ({ stdout }: { readonly stdout: string }) => stdout.split('\n');

test('the guide and its examples name units that a started system has', () => {
  const named = [
    DOCUMENT,
    ...['cameras', 'custody'].map((name) => readFileSync(join(EXAMPLES, `${name}.yaml`), 'utf8')),
  ];
  const codes = named.flatMap((text) => [...text.matchAll(/--unit (\S+)/g)].map(([, code]) => code));
  expect(codes.length).toBeGreaterThan(2);
  expect(planPatrolUnits().map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
});

test('the cameras of the example have been in use since 2025, with their holders', async () => {
  expect((await importExample('cameras', 'cameras', '--check')).stdout).toBe(
    '7 rows read: 6 can be sent, 1 skipped, 0 rejected\n',
  );
  expect(linesOf(await importExample('cameras', 'cameras'))).toEqual([
    'line 6 rejected: officer_id must be of an officer without another camera',
    'line 7 rejected: issued_time must not be before registered_time, which is now if it is absent',
    'line 8 rejected: patrol_unit_code must be of a registered patrol unit',
    '7 rows read: 3 added, 0 already known, 1 skipped, 3 rejected',
    '',
  ]);
  expect((await importExample('cameras', 'cameras')).stdout).toContain(
    '0 added, 3 already known, 1 skipped, 3 rejected',
  );
  const officer = officerIds.get('0417') ?? '';
  const custody = async (...more: string[]) =>
    linesOf(await system.hromada('cameras', 'custody', '--officer', officer, ...more)).filter((line) =>
      line.includes(officer),
    );
  expect(await custody('--as-of', '2025-02-09T12:00:00Z')).toEqual([]);
  expect(await custody('--as-of', '2025-08-01T12:00:00Z')).toEqual([
    expect.stringMatching(/10\.02\.25, 08:30:00  now .*issued \(recorded .*patrol-05/),
  ]);
});

test('the journal of the example says who had the cameras before', async () => {
  expect((await importExample('custody', 'custody', '--check')).stdout).toBe(
    '9 rows read: 9 can be sent, 0 rejected\n',
  );
  expect(linesOf(await importExample('custody', 'custody'))).toEqual([
    'line 5 rejected: issued_time must not be while an officer had the camera, until returned_time',
    'line 6 rejected: issued_time must not be before the registration of the camera',
    'line 7 rejected: officer_id must be of an officer who had no other camera then',
    'line 8 rejected: serial_number must be of a registered camera of the model',
    'line 9 rejected: officer_id must be of an officer of the registry',
    'line 10 rejected: returned_time must be after issued_time',
    '9 rows read: 3 added, 0 already known, 6 rejected',
    '',
  ]);
  expect((await importExample('custody', 'custody')).stdout).toContain('0 added, 3 already known, 6 rejected');
  const officer = officerIds.get('0608') ?? '';
  const { stdout } = await system.hromada(
    'cameras',
    'custody',
    '--officer',
    officer,
    '--as-of',
    '2025-03-20T12:00:00Z',
  );
  expect(stdout).toMatch(/15\.03\.25, 08:00:00  05\.04\.25, 20:00:00 .*issued \(recorded .*patrol-05/);
});

test("the recordings of the vendor's export belong to the officers who held the cameras then", async () => {
  expect(linesOf(await importExample('recordings', 'vendor-recordings'))).toEqual([
    'line 6 rejected: recording.officer_id must be given, because no officer held the camera when the recording began',
    'line 7 rejected: recording.start_time must not be before the registration of the camera',
    expect.stringMatching(/^line 8 rejected: recording\.store_reference must be 1 to 300 printable characters/),
    'line 9 rejected: recording.upload_time must not be before the start of the recording',
    '8 rows read: 3 added, 1 already known, 4 rejected',
    '',
  ]);
  const list = await system.hromada('recordings', 'list', '--json');
  const { recordings } = JSON.parse(list.stdout) as { recordings: { officerId: string; flags?: string[] }[] };
  expect(recordings.map(({ officerId, flags = [] }) => [officerId, flags])).toEqual([
    // Of another officer than the holder.
    [officerIds.get('0417'), ['RECORDING_FLAG_NOT_HELD']],
    [officerIds.get('0417'), []],
    [officerIds.get('0417'), []],
  ]);
});

test('shows coverage now, as of a day, and as a trend; a day without records is unknown', async () => {
  const now = await system.hromada('cameras', 'coverage', '--oblast', 'Вінницька');
  expect(now.stdout).toMatch(/patrol-05 + +3  +2  +66\.7 %  +1  +1  +0$/m);
  expect(now.stdout).toMatch(/All + +3  +2  +66\.7 %  +1 /);
  const json = await system.hromada('cameras', 'coverage', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ total: { strength: 3, equipped: 2 } });
  const before = await system.hromada('cameras', 'coverage', '--as-of', '2021-01-01');
  expect(before.stdout).toBe('Nothing is known of that day: no unit has a record (1 units today).\n');
  await eventually(async () => {
    const trend = await system.hromada('cameras', 'coverage', '--trend');
    expect(trend.stdout).toMatch(/^\d{4}-\d\d-\d\d  +3  +2  +66\.7 %  +1  +1  +0$/m);
  });
  const days = JSON.parse((await system.hromada('cameras', 'coverage', '--trend', '--json')).stdout) as object;
  expect(days).toMatchObject({ days: [{ coverage: { strength: 3, equipped: 2 } }] });
  expect((await system.hromada('cameras', 'coverage', '--as-of', 'soon')).stderr).toContain('as_of');
});

test('forecasts by the past of the cameras', async () => {
  const forecast = await system.hromada('waves', 'forecast', '--window-days', '600', '--oblast', 'Вінницька');
  expect(forecast.stdout).toMatch(/Coverage: +66\.7 %: 2 of 3, 1 missing/);
  expect(forecast.stdout).toMatch(/Window: .*2 issued|Window: .*1 issued/);
  expect(forecast.stdout).toMatch(/100 %: +\d{4}-\d\d-\d\d \(95 %:/);
  const json = await system.hromada('waves', 'forecast', '--json', '--window-days', '60');
  expect(JSON.parse(json.stdout)).toMatchObject({ status: expect.stringContaining('ROLLOUT_STATUS_') as string });
  expect((await system.hromada('waves', 'forecast', '--window-days', '5')).stderr).toContain('window_days');
});

test('lists recalls and failure rates', async () => {
  const connection = system.connect();
  const due = { dueOn: '2100-01-01', source: 'Лист виробника' };
  const recalled = { requestId: randomUUID(), model: 'Vidar 4', firmwareVersion: '2.3.1', ...due };
  await connection.faults.recallFirmware(recalled);
  connection.close();
  expect((await system.hromada('cameras', 'recalls')).stdout).toMatch(
    /Vidar 4  2\.3\.1 + 2100-01-01  +3  +3  +0  no + Лист виробника/,
  );
  const recalls = await system.hromada('cameras', 'recalls', '--complete', '--json');
  expect(JSON.parse(recalls.stdout)).toMatchObject({ recalls: [{ model: 'Vidar 4', affected: 3 }] });
  const rates = await system.hromada('cameras', 'failure-rates', '--from', '2025-01-01');
  expect(rates.stdout).toMatch(/From 2025-01-01 to \d{4}-\d\d-\d\d/);
  expect(rates.stdout).toMatch(/Vidar 4  2\.3\.1 + +0  +0  +0\.00 /);
  const json = await system.hromada('cameras', 'failure-rates', '--model', 'Vidar 4', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ rates: [{ model: 'Vidar 4' }] });
});

test('previews what a policy would let expire; what has not expired cannot be restored', async () => {
  const { stdout } = await system.hromada('recordings', 'list', '--json');
  const { recordings } = JSON.parse(stdout) as { recordings: { recordingId: string }[] };
  const policy = ['--days', '3650', '--valid-from', '2100-01-01', '--source', 'Наказ', '--clock', 'uploaded'];
  const preview = await system.hromada('recordings', 'preview-expiry', ...policy);
  expect(preview.stdout).toMatch(/\d recordings, [\d,]+ bytes; 0 of them are frozen\.\nToken for SetPolicy: \S+/);
  const due = await system.hromada('recordings', 'preview-expiry', '--as-of', '2025-01-01', '--json');
  expect(JSON.parse(due.stdout)).toEqual({});
  expect((await system.hromada('recordings', 'preview-expiry', '--source', 'Наказ')).stderr).toContain('--days');
  expect((await system.hromada('recordings', 'preview-expiry', '--clock', 'x')).exitCode).toBe(2);
  const [{ recordingId } = { recordingId: '' }] = recordings;
  expect((await system.hromada('recordings', 'restore', recordingId)).exitCode).toBe(2);
  const restore = await system.hromada('recordings', 'restore', recordingId, '--reason', 'потрібен для справи');
  expect(restore.stderr).toContain('RECORDING_NOT_EXPIRED');
});
