import { randomUUID } from 'node:crypto';
import { CameraRegistered } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import type { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import {
  CameraRolloutServiceService as Rollout,
  RegisterCamerasRequest,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { version as uuidVersion } from 'uuid';
import { auditedWrite, expectAudited, refusalOf, type Rejection } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSKA = 'UA05000000000010236';

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

test('a delivery is in stock, one event a camera, in the order of the devices', async () => {
  const devices = newDevices(3);
  const { cameraIds } = await rollout.registerCameras({ patrolUnitCode: 'vinnytsia', devices, demonstration: true });
  expect(cameraIds.map(uuidVersion)).toEqual([7, 7, 7]);
  const stored = await rollout.sql(
    `select serial_number, model, unit_code, oblast_code, state, holder_id, demonstration from camera
     where camera_id = any($1) order by array_position($1, camera_id)`,
    [cameraIds],
  );
  expect(stored).toEqual(
    devices.map(({ serialNumber, model }) => ({
      serial_number: serialNumber,
      model,
      unit_code: 'vinnytsia',
      oblast_code: VINNYTSKA,
      state: 'in_stock',
      holder_id: null,
      demonstration: true,
    })),
  );
  const events = await rollout.sql('select subject, body from ledger_event order by position desc limit 3');
  expect(events.map(({ body }) => CameraRegistered.decode(body as Buffer)).toReversed()).toEqual(
    cameraIds.map((cameraId) => ({
      cameraId,
      patrolUnitCode: 'vinnytsia',
      oblastCode: VINNYTSKA,
      demonstration: true,
    })),
  );
  expect(events[0]?.['subject']).toBe(`safecommunity.cameras.v1.camera-registered.${VINNYTSKA}.none`);
});

test('a repeated request gets the first answer, 20 times at once, and adds nothing', async () => {
  const request = { requestId: randomUUID(), patrolUnitCode: 'vinnytsia', devices: newDevices(2) };
  const before = await counts();
  const answers = await Promise.all(Array.from({ length: 20 }, () => rollout.registerCameras(request)));
  expect(new Set(answers.map(({ cameraIds }) => cameraIds.join())).size).toBe(1);
  expect(await counts()).toEqual({ cameras: before.cameras + 2, events: before.events + 2 });
});

test('the same request_id with another body is refused and changes nothing', async () => {
  const requestId = randomUUID();
  await rollout.registerCameras({ requestId, patrolUnitCode: 'vinnytsia', devices: newDevices(1) });
  expect(await refusedWithoutChange({ requestId, patrolUnitCode: 'vinnytsia', devices: newDevices(1) })).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'REQUEST_ID_REUSED',
  });
});

test('a taken serial number is named, and none of the delivery is taken', async () => {
  const [known] = newDevices(1);
  await rollout.registerCameras({ patrolUnitCode: 'vinnytsia', devices: [known as CameraDevice] });
  const devices = [...newDevices(4), known as CameraDevice];
  const told = await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices });
  expect(told).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'SERIAL_NUMBER_TAKEN',
    fields: ['devices[4].serial_number'],
  });
  expect(told.message).toContain(known?.serialNumber);
});

test('of deliveries at once that overlap, each camera is taken once and each delivery whole or not', async () => {
  const devices = newDevices(40);
  const before = await counts();
  const deliveries = Array.from({ length: 10 }, (_, index) => {
    const part = devices.slice(index * 3, index * 3 + 10);
    return rollout.registerCameras({
      patrolUnitCode: 'vinnytsia',
      devices: index % 2 === 0 ? part : part.toReversed(),
    });
  });
  const results = await Promise.allSettled(deliveries);
  const taken = results.filter(({ status }) => status === 'fulfilled').length;
  expect(taken).toBeGreaterThan(0);
  const reasons = await Promise.all(
    deliveries.filter((_, index) => results[index]?.status === 'rejected').map(async (call) => refusalOf(call)),
  );
  expect(new Set(reasons.map(({ reason }) => reason))).toEqual(new Set(['SERIAL_NUMBER_TAKEN']));
  expect(await counts()).toEqual({ cameras: before.cameras + taken * 10, events: before.events + taken * 10 });
});

test('a unit that the registry has not told of is refused', async () => {
  const told = await refusedWithoutChange({ patrolUnitCode: 'unheard-of', devices: newDevices(1) });
  expect(told).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'UNIT_UNKNOWN' });
  expect(told.preconditions).toEqual(['UNIT_UNKNOWN']);
});

const good: CameraDevice = { serialNumber: 'AX-1', model: 'Body 3' };

test.each<[string, object]>([
  ['request_id', { requestId: 'no uuid' }],
  ['patrol_unit_code', { patrolUnitCode: '' }],
  ['patrol_unit_code', { patrolUnitCode: 'Vinnytsia' }],
  ['patrol_unit_code', { patrolUnitCode: 'nul\u0000' }],
  ['devices', { devices: [] }],
  ['devices', { devices: newDevices(1_001) }],
  ['devices[0].serial_number', { devices: [{ ...good, serialNumber: '' }] }],
  ['devices[0].serial_number', { devices: [{ ...good, serialNumber: 'ax-1' }] }],
  ['devices[0].serial_number', { devices: [{ ...good, serialNumber: 'A'.repeat(41) }] }],
  ['devices[4].serial_number', { devices: [...newDevices(3), good, { ...good, model: 'Body 4' }] }],
  ['devices[0].model', { devices: [{ ...good, model: 'B' }] }],
  ['devices[0].model', { devices: [{ ...good, model: 'B'.repeat(81) }] }],
  ['devices[0].model', { devices: [{ ...good, model: ' Body' }] }],
  ['devices[0].model', { devices: [{ ...good, model: 'Body\u0000' }] }],
  ['devices[0].model', { devices: [{ ...good, model: 'Body\u202e3' }] }],
])('bad %s is named and changes nothing', async (field, change) => {
  expect(await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices: [good], ...change })).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [field],
  });
});

test('all that is wrong is told at once', async () => {
  expect(
    await refusedWithoutChange({ requestId: '', patrolUnitCode: 'X', devices: [{ serialNumber: 'x', model: '' }] }),
  ).toMatchObject({ fields: ['request_id', 'patrol_unit_code', 'devices[0].serial_number', 'devices[0].model'] });
});

test('1,000 bad devices are refused as readably as one', async () => {
  const devices = Array.from({ length: 1_000 }, () => ({ serialNumber: 'x', model: '' }));
  const told = await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices });
  expect(told).toMatchObject({ code: 'INVALID_ARGUMENT' });
  expect(told.fields[0]).toBe('devices[0].serial_number');
});

test('a delivery of 1,000 that came before is refused as readably as one camera', async () => {
  const devices = newDevices(1_000);
  await rollout.registerCameras({ patrolUnitCode: 'vinnytsia', devices });
  const told = await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices });
  expect(told).toMatchObject({ reason: 'SERIAL_NUMBER_TAKEN' });
  expect(told.fields[0]).toBe('devices[0].serial_number');
});

test('the audit says who registered cameras, for what purpose, and names each camera', () =>
  expectAudited(
    rollout,
    auditedWrite(
      Rollout.registerCameras,
      async () => RegisterCamerasRequest.fromPartial({ patrolUnitCode: 'vinnytsia', devices: newDevices(2) }),
      ({ cameraIds }) => cameraIds,
    ),
  ));

test('a caller without the scope is denied', async () => {
  const told = await refusalOf(
    rollout.stranger.registerCameras({ patrolUnitCode: 'vinnytsia', devices: newDevices(1) }),
  );
  expect(told.code).toBe('PERMISSION_DENIED');
});

async function refusedWithoutChange(request: Parameters<RunningRollout['registerCameras']>[0]): Promise<Rejection> {
  const before = await counts();
  const told = await refusalOf(rollout.registerCameras(request));
  expect(await counts()).toEqual(before);
  return told;
}

function newDevices(count: number): CameraDevice[] {
  return Array.from({ length: count }, () => ({
    serialNumber: randomUUID().toUpperCase(),
    model: 'Наш Реєстратор 3',
  }));
}

async function counts(): Promise<{ cameras: number; events: number }> {
  const [found] = await rollout.sql(
    'select (select count(*) from camera)::int as cameras, (select count(*) from ledger_event)::int as events',
  );
  return found as { cameras: number; events: number };
}
