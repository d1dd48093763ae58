import { randomUUID } from 'node:crypto';
import {
  CameraRolloutServiceService as Rollout,
  IssueCameraRequest,
  RegisterCamerasRequest,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { auditedWrite, auditEntriesOf, writesOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRollout, type RunningRollout } from './running-rollout.ts';

const UNIT = { code: 'kyiv-1', oblastCode: 'UA80000000000093317' };

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit(UNIT);
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

const delivery = (count: number) => ({
  patrolUnitCode: UNIT.code,
  devices: Array.from({ length: count }, () => ({ serialNumber: randomUUID().toUpperCase(), model: 'Body 3' })),
});

const WRITES = [
  auditedWrite(
    Rollout.registerCameras,
    async () => RegisterCamerasRequest.fromPartial(delivery(2)),
    ({ cameraIds }) => cameraIds,
  ),
  auditedWrite(
    Rollout.issueCamera,
    async () => {
      const [cameraId = ''] = (await rollout.register(delivery(1))).cameraIds;
      const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT.code });
      return IssueCameraRequest.fromPartial({ cameraId, officerId });
    },
    (_, { cameraId, officerId }) => [cameraId, officerId],
  ),
];

test.each(WRITES)('the audit records who made $method, for what purpose, and what it concerns', async ({ make }) => {
  const expected = await make(rollout.port);
  expect(await auditEntriesOf(rollout, expected.requestId)).toEqual([expected]);
});

test('covers every write of the contract', () => {
  expect(WRITES.map(({ method }) => method).toSorted()).toEqual(writesOf('safecommunity.cameras.'));
});
