import { randomUUID } from 'node:crypto';
import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planPatrolUnits } from '../demo/patrol-units.ts';
import { PLANNED_REQUESTS, setUpRequests } from '../demo/set-up-requests.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const UNIT = 'kyiv-1';
const HOUR_MS = 3_600_000;

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'camera-rollout']);
  const connection = system.connect();
  const unit = { patrolUnitCode: UNIT, oblastCode: 'UA80000000000093317', nameUk: 'Полк', nameEn: 'Regiment' };
  await connection.officers.registerPatrolUnit({ requestId: randomUUID(), ...unit });
  const footageToTime = new Date(Date.now() - HOUR_MS);
  for (const kind of [FootageRequestKind.COMPLAINT, FootageRequestKind.INFORMATION]) {
    await connection.footageRequests.submitRequest(
      SubmitRequestRequest.fromPartial({
        requestId: randomUUID(),
        kind,
        requester: { fullName: 'Тестова Марія', phone: '+380501234567' },
        requestText: 'Прошу надати запис зупинки',
        hromadaCode: 'UA05020030000031457',
        footageFromTime: footageToTime,
        footageToTime,
      }),
    );
  }
  connection.close();
});
afterAll(() => system.stop());

test('lists what is due by its deadline, page by page, without a name', async () => {
  const { exitCode, stdout } = await system.hromada('requests', 'due');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/information + received + Вінницька[^]*complaint + received/);
  expect(stdout).not.toContain('Тестова');
  const page = await system.hromada('requests', 'due', '--page-size', '1', '--json');
  const { requests, nextPageToken } = JSON.parse(page.stdout) as { requests: object[]; nextPageToken: string };
  expect(requests).toMatchObject([{ kind: 'FOOTAGE_REQUEST_KIND_INFORMATION' }]);
  const rest = await system.hromada('requests', 'due', '--page-size', '1', '--page-token', nextPageToken);
  expect(rest.stdout).toContain('complaint');
  expect((await system.hromada('requests', 'due', '--overdue')).stdout).not.toContain('complaint');
});

test('counts outcomes by kind', async () => {
  const { stdout } = await system.hromada('requests', 'outcomes', '--oblast', 'Вінницька');
  expect(stdout).toMatch(/complaint + +1  +0  +0  +1  +0 /);
  const json = await system.hromada('requests', 'outcomes', '--from', '2020-01-01', '--to', '2020-12-31', '--json');
  expect(JSON.parse(json.stdout)).toEqual({ installation: 'INSTALLATION_KIND_DEMONSTRATION' });
});

test('an unknown kind is a usage error that lists the kinds', async () => {
  const { exitCode, stderr } = await system.hromada('requests', 'due', '--kind', 'x');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('information, complaint, attorney, own-data');
});

test('the demonstration has requests of every kind on every step, however often it runs', async () => {
  const connection = system.connect();
  const units = planPatrolUnits()
    .slice(0, 2)
    .map((unit) => ({ ...unit, code: UNIT }));
  const anchorDay = new Date(new Date().toISOString().slice(0, 10));
  const outcomes = async () => {
    const json = await system.hromada('requests', 'outcomes', '--from', '2020-01-01', '--json');
    return (JSON.parse(json.stdout) as { rows: { kind: string; received: string; overdue?: string }[] }).rows;
  };
  expect(await setUpRequests(connection, units, anchorDay)).toBe(PLANNED_REQUESTS.length);
  const first = await outcomes();
  expect(first).toHaveLength(6);
  expect(first.find(({ kind }) => kind.endsWith('INFORMATION'))).toMatchObject({ received: '4', overdue: '1' });
  expect(first.find(({ kind }) => kind.endsWith('COMPLAINT'))).toMatchObject({
    received: '4',
    appealed: '1',
    extended: '1',
  });
  await setUpRequests(connection, units, anchorDay);
  expect(await outcomes()).toEqual(first);
  connection.close();
});
