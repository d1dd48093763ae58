import { randomUUID } from 'node:crypto';
import { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import { FootageOutcome, FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import { etagOf } from '@safe-community/domain-kit';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';
import type { Connection } from '../connection/connect-services.ts';

const KYIV = 'UA80000000000093317';
const UNIT = 'kyiv-1';

let system: RunningSystem;
let recordingIds: string[];
let startTime: Date;
let granted: string;
let undecided: string;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'camera-rollout']);
  const connection = system.connect();
  recordingIds = await register(connection);
  [granted, undecided] = [await submit(connection), await submit(connection)];
  let etag = etagOf({ version: 1 });
  const assignment = { requestId: randomUUID(), footageRequestId: granted, etag, assignee: 'olena' };
  ({ etag } = await connection.footageRequests.assignRequest(assignment));
  const outcome = { outcome: FootageOutcome.GRANTED, grounds: 'Запис надається', redactionRequired: false };
  await connection.footageRequests.decideRequest({
    requestId: randomUUID(),
    footageRequestId: granted,
    etag,
    ...outcome,
  });
  connection.close();
});
afterAll(() => system.stop());

/** Two recordings of one camera, both since its registration. */
async function register({ officers, cameras, recordings }: Connection): Promise<string[]> {
  const names = { nameUk: 'Полк', nameEn: 'Regiment' };
  await officers.registerPatrolUnit({ requestId: randomUUID(), patrolUnitCode: UNIT, oblastCode: KYIV, ...names });
  const devices = [CameraDevice.fromPartial({ serialNumber: 'CAM-1', model: 'Body 3' })];
  const stock = { requestId: randomUUID(), patrolUnitCode: UNIT, devices, deliveryId: '' };
  const [cameraId] = (await eventually(() => cameras.registerCameras(stock))).cameraIds;
  if (cameraId === undefined) expect.fail('no camera was registered');
  startTime = new Date();
  const given = ['ab', 'cd'].map((part) =>
    RecordingMetadata.fromPartial({
      cameraId,
      officerId: randomUUID(),
      startTime,
      durationMs: 1_000,
      sizeBytes: 1n,
      sha256: part.repeat(32),
      storeReference: `2026/${part}.mp4`,
    }),
  );
  const request = { requestId: randomUUID(), recordings: given };
  const registered = await recordings.registerRecordings(request);
  return registered.recordings.map(({ recordingId }) => recordingId);
}

/** A request that names both. */
async function submit({ footageRequests }: Connection): Promise<string> {
  const { footageRequestId } = await footageRequests.submitRequest(
    SubmitRequestRequest.fromPartial({
      requestId: randomUUID(),
      kind: FootageRequestKind.INFORMATION,
      requester: { fullName: 'Тестова Марія', phone: '+380501234567' },
      requestText: 'Прошу надати запис зупинки',
      hromadaCode: KYIV,
      patrolUnitCode: UNIT,
      footageFromTime: startTime,
      footageToTime: startTime,
      recordingIds,
    }),
  );
  return footageRequestId;
}

const handOver = (request: string, ...more: readonly string[]) =>
  system.hromada('recordings', 'handover', ...more, '--request', request, '--recipient', 'заявниця, на диску');

/** The recordings that a request still freezes. */
async function frozenBy(request: string): Promise<string[]> {
  const { stdout } = await system.hromada('requests', 'recordings', request, '--json');
  const { recordings } = JSON.parse(stdout) as { recordings: { recordingId: string; frozen?: boolean }[] };
  return recordings.filter(({ frozen }) => frozen === true).map(({ recordingId }) => recordingId);
}

test('a handover frees the recording from the granted request only', async () => {
  const [first = '', second = ''] = recordingIds;
  expect(await frozenBy(granted)).toEqual(expect.arrayContaining(recordingIds));
  const handed = await handOver(granted, first);
  expect(handed.exitCode).toBe(0);
  expect(handed.stdout).toMatch(new RegExp(`^${first}: entry \\d+\n$`));
  await eventually(async () => expect(await frozenBy(granted)).toEqual([second]));
  expect(await frozenBy(undecided)).toHaveLength(2);
});

test('the chain of custody keeps the kind, the recipient, and the request', async () => {
  const [first = '', second = ''] = recordingIds;
  const copied = await handOver(granted, second, first, '--export', '--place', 'каб. 12', '--json');
  expect(JSON.parse(copied.stdout)).toMatchObject([{ recordingId: second }, { recordingId: first }]);
  const proof = await system.hromada('recordings', 'proof', second, '--reason', 'перевірка', '--texts');
  const { entries } = JSON.parse(proof.stdout) as { entries: object[] };
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'CUSTODY_KIND_EXPORT',
      facts: `footage_request_id=${granted}`,
      texts: expect.objectContaining({ reason: 'заявниця, на диску', place: 'каб. 12' }) as unknown,
    }),
  );
});

test('the same command twice leaves one entry, and a further handover has a number', async () => {
  const [, second = ''] = recordingIds;
  const recipient = ['--request', granted, '--place', 'каб. 12', '--recipient'];
  const handTo = (to: string, ...more: readonly string[]) =>
    system.hromada('recordings', 'handover', second, ...recipient, to, ...more);
  const first = await handTo('адвокатка');
  expect(first.exitCode).toBe(0);
  expect(await handTo('адвокатка')).toMatchObject({ exitCode: 0, stdout: first.stdout });
  const other = await handTo('заявниця');
  expect(other).toMatchObject({ exitCode: 1, stdout: '' });
  expect(other.stderr).toContain('--number 2');
  const further = await handTo('заявниця', '--number', '2');
  expect(further).toMatchObject({ exitCode: 0, stderr: '' });
  expect(further.stdout).not.toBe(first.stdout);
  const proof = await system.hromada('recordings', 'proof', second, '--reason', 'перевірка', '--texts');
  const { entries } = JSON.parse(proof.stdout) as { entries: { kind: string }[] };
  expect(entries.filter(({ kind }) => kind === 'CUSTODY_KIND_SHARE')).toHaveLength(2);
});

test.each([
  ['a recipient of two characters', '--recipient', 'я ', 'It must be 3 to 200 characters.'],
  ['a recipient of 201', '--recipient', 'я'.repeat(201), 'It must be 3 to 200 characters.'],
  ['a number that is none', '--number', '0', 'It must be a whole number, 1 to 999.'],
])('%s is a mistake in the command', async (_what, option, value, rule) => {
  const wrong = await system.hromada('recordings', 'handover', randomUUID(), '--request', granted, option, value);
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toContain(rule);
});

test('what was not granted is refused, and the handovers before a refused one are printed', async () => {
  const [first = ''] = recordingIds;
  const early = await handOver(undecided, first);
  expect(early).toMatchObject({ exitCode: 1, stdout: '' });
  expect(early.stderr).toContain('granted');
  const part = await handOver(granted, first, randomUUID());
  expect(part.exitCode).toBe(1);
  expect(part.stdout).toMatch(new RegExp(`^${first}: entry \\d+\n$`));
  expect(part.stderr).toContain('recording not found');
  expect((await system.hromada('recordings', 'handover', first, '--request', granted)).exitCode).toBe(2);
});
