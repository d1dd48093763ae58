import { randomUUID } from 'node:crypto';
import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const HOUR_MS = 3_600_000;

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['camera-rollout']);
  const connection = system.connect();
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
        demonstration: true,
      }),
    );
  }
  connection.close();
});
afterAll(() => system.stop());

test('lists what is due by its deadline, page by page, without a name', async () => {
  const { exitCode, stdout } = await system.hromada('requests', 'due');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/information \* +│ received +│ Вінницька[^]*complaint \* +│ received/);
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
  expect(stdout).toMatch(/complaint +│ +1 │ +0 │ +0 │ +1 │ +0 /);
  const json = await system.hromada('requests', 'outcomes', '--from', '2020-01-01', '--to', '2020-12-31', '--json');
  expect(JSON.parse(json.stdout)).toEqual({});
});

test('an unknown kind is a usage error that lists the kinds', async () => {
  const { exitCode, stderr } = await system.hromada('requests', 'due', '--kind', 'x');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('information, complaint, attorney, own-data');
});
