import { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import { ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { readHead, readLedger, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CANARY } from '../test/running-registry.ts';
import { runRollout, type RunningRollout } from '../test/running-rollout.ts';

const SERIAL = 'KANARKA-0001';

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: 'UA80000000000093317' });
  await rollout.untilApplied();
  const device = CameraDevice.fromPartial({ serialNumber: SERIAL, model: 'test' });
  const { cameraIds } = await rollout.registerCameras({ patrolUnitCode: 'kyiv-1', devices: [device] });
  const officerId = rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });
  await rollout.issueCamera({ cameraId: cameraIds[0] ?? '', officerId });
});
afterAll(() => rollout.stop());

test('a system without the scope does not read the ledger', async () => {
  const denied = { code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' };
  expect(await refusalOf(readLedger(rollout.port, 'nats'))).toMatchObject(denied);
  expect(await refusalOf(readHead(rollout.port, 'nats'))).toMatchObject(denied);
});

test('one with the scope reads all of it, and it contains only the id of the holder', async () => {
  const read = await readLedger(rollout.port, 'client');
  const types = read.map(({ event }) => event?.eventType.split('.').at(-1));
  // A job publishes the coverage meanwhile.
  expect(types.filter((type) => type !== 'coverage-changed')).toEqual(['camera-registered', 'camera-issued']);
  for (const response of read) {
    const bytes = Buffer.from(ReadEventsResponse.encode(response).finish());
    expect([CANARY.fullName, CANARY.phone, SERIAL].filter((secret) => bytes.includes(secret))).toEqual([]);
    expect(response.withheld).toBe(false);
  }
});
