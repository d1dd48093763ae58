import { randomUUID } from 'node:crypto';
import { CameraState } from '@safe-community/contracts/cameras/v1/camera.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { callerWithRoles, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device, inStock, issued } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const VINNYTSKA = 'UA05000000000010236';
const { IN_STOCK } = CameraState;

let rollout: RunningRollout;
/** The operator of the cameras of Vinnytska oblast. */
let operator: TestClient<typeof Rollout>;
beforeAll(async () => {
  const held =
    loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('camera-operator') ?? expect.fail('no such role');
  rollout = await runRollout({}, [{ ...callerWithRoles('statistics', [held]), territory: new Set([VINNYTSKA]) }]);
  operator = testClient(Rollout, rollout.port, 'statistics');
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
afterAll(async () => {
  operator.close();
  await rollout.stop();
});

const reason = 'перевірка';
const officerOf = (patrolUnitCode = 'kyiv-1') => rollout.registry.addSilently({ patrolUnitCode });

test('a camera belongs to one officer at every instant', async () => {
  const { cameraId, officerId } = await issued(rollout, 'kyiv-1');
  await rollout.returnCamera({ cameraId });
  const { entries } = await rollout.listCustody({ cameraId });
  const at = (asOfTime: Date | undefined) =>
    rollout.listCustody({ cameraId, asOfTime }).then((answer) => answer.entries.map((entry) => entry.number));
  for (const { number, startTime } of entries) expect(await at(startTime)).toEqual([number]);
  const [registered, issue] = entries;
  expect(await at(new Date((registered?.startTime?.getTime() ?? 0) - 1))).toEqual([]);
  expect(await at(new Date('2099-01-01T00:00:00Z'))).toEqual([3]);
  const held = await rollout.listCustody({ officerId, asOfTime: issue?.startTime });
  expect(held.entries.map((entry) => entry.cameraId)).toEqual([cameraId]);
});

describe('the list', () => {
  test('pages through the cameras that match every field of the filter', async () => {
    const model = `Body ${randomUUID().slice(0, 8)}`;
    const ids = [];
    for (let index = 0; index < 3; index += 1) ids.push(await inStock(rollout, 'vinnytsia', { model }));
    const first = await rollout.listCameras({ model, pageSize: 2 });
    const second = await rollout.listCameras({ model, pageSize: 2, pageToken: first.nextPageToken });
    expect([...first.cameras, ...second.cameras].map(({ cameraId }) => cameraId)).toEqual(ids);
    expect(second.nextPageToken).toBe('');
    const other = await refusalOf(rollout.listCameras({ pageSize: 2, pageToken: first.nextPageToken }));
    expect(other).toMatchObject({ fields: ['page_token'] });
    const [camera] = first.cameras;
    const officerId = officerOf('vinnytsia');
    await rollout.issueCamera({ cameraId: ids[0] ?? '', officerId });
    for (const [filter, count] of [
      [{ serialNumber: camera?.device?.serialNumber ?? '' }, 1],
      [{ state: IN_STOCK }, 2],
      [{ officerId }, 1],
      [{ officerId, state: IN_STOCK }, 0],
      [{ patrolUnitCode: 'kyiv-1' }, 0],
      [{ oblastCode: VINNYTSKA }, 3],
    ] as const) {
      expect((await rollout.listCameras({ model, ...filter })).cameras).toHaveLength(count);
    }
  });

  test('custody has pages as well', async () => {
    const { cameraId } = await issued(rollout, 'kyiv-1');
    await rollout.returnCamera({ cameraId });
    const first = await rollout.listCustody({ cameraId, pageSize: 2 });
    const second = await rollout.listCustody({ cameraId, pageSize: 2, pageToken: first.nextPageToken });
    expect([...first.entries, ...second.entries].map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});

describe('the operator of the cameras of an oblast', () => {
  test('handles and sees the cameras of the oblast, and no others', async () => {
    const [own, foreign] = [await inStock(rollout, 'vinnytsia'), await inStock(rollout, 'kyiv-1')];
    await operator.issueCamera({ cameraId: own, officerId: officerOf('vinnytsia') });
    await operator.returnCamera({ cameraId: own });
    expect((await operator.getCamera({ cameraId: own })).camera?.cameraId).toBe(own);
    for (const call of [
      () => operator.issueCamera({ cameraId: foreign, officerId: officerOf() }),
      () => operator.reportLost({ cameraId: foreign, reason }),
      () => operator.recordFirmware({ cameraIds: [own, foreign], firmwareVersion: '1' }),
      () => operator.getCamera({ cameraId: foreign }),
    ]) {
      expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' });
    }
    const { cameras } = await operator.listCameras({ pageSize: 500 });
    expect(new Set(cameras.map(({ oblastCode }) => oblastCode))).toEqual(new Set([VINNYTSKA]));
    expect((await operator.listCustody({ cameraId: foreign })).entries).toEqual([]);
    expect((await operator.listCustody({ cameraId: own })).entries).toHaveLength(3);
    for (const call of [
      () => operator.retireCamera({ cameraId: own, reason }),
      () => operator.registerCameras({ patrolUnitCode: 'vinnytsia', devices: [device()] }),
    ]) {
      expect((await refusalOf(call())).code).toBe('PERMISSION_DENIED');
    }
  });
});

test.each([
  ['camera_id', () => rollout.getCamera()],
  ['camera_id', () => rollout.listCustody()],
  ['page_token', () => rollout.listCustody({ cameraId: randomUUID(), pageToken: 'x' })],
  ['state', () => rollout.listCameras({ state: 77 as CameraState })],
  ['oblast_code', () => rollout.listCameras({ oblastCode: 'UA05' })],
  ['patrol_unit_code', () => rollout.listCameras({ patrolUnitCode: 'X' })],
  ['page_size', () => rollout.listCameras({ pageSize: 501 })],
])('rejects an invalid %s by name', async (field, call) => {
  expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('names a bad page size beside another bad field', async () => {
  expect(await refusalOf(rollout.listCustody({ pageSize: 501 }))).toMatchObject({ fields: ['camera_id', 'page_size'] });
});
