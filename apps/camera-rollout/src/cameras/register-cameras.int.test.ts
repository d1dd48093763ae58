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
import { device } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSKA = 'UA05000000000010236';

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

test('a delivery is in stock, with one event per camera in device order', async () => {
  const devices = newDevices(3);
  const { cameraIds } = await rollout.registerCameras({ patrolUnitCode: 'vinnytsia', devices });
  expect(cameraIds.map(uuidVersion)).toEqual([7, 7, 7]);
  const stored = await rollout.sql(
    `select serial_number, model, unit_code, oblast_code, state, holder_id from camera
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
    })),
  );
  const events = await rollout.sql(
    `select subject, body from ledger_event where type ~ 'camera-' order by position desc limit 3`,
  );
  expect(events.map(({ body }) => CameraRegistered.decode(body as Buffer)).toReversed()).toEqual(
    cameraIds.map((cameraId) => ({ cameraId, patrolUnitCode: 'vinnytsia', oblastCode: VINNYTSKA })),
  );
  expect(events[0]?.['subject']).toBe(`safecommunity.cameras.v1.camera-registered.${VINNYTSKA}.none`);
});

test('a repeated request, 20 times at once, gets the first answer and adds nothing', async () => {
  const request = { requestId: randomUUID(), patrolUnitCode: 'vinnytsia', devices: newDevices(2) };
  const before = await counts();
  const answers = await Promise.all(Array.from({ length: 20 }, () => rollout.registerCameras(request)));
  expect(new Set(answers.map(({ cameraIds }) => cameraIds.join())).size).toBe(1);
  expect(await counts()).toEqual({ cameras: before.cameras + 2, events: before.events + 2 });
});

test('rejects the same request_id with another body and changes nothing', async () => {
  const requestId = randomUUID();
  await rollout.registerCameras({ requestId, patrolUnitCode: 'vinnytsia', devices: newDevices(1) });
  expect(await refusedWithoutChange({ requestId, patrolUnitCode: 'vinnytsia', devices: newDevices(1) })).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'REQUEST_ID_REUSED',
  });
});

test('rejects a taken serial number by name, and with it the whole delivery', async () => {
  const [known] = newDevices(1);
  await rollout.registerCameras({ patrolUnitCode: 'vinnytsia', devices: [known as CameraDevice] });
  const devices = [...newDevices(4), known as CameraDevice];
  const refusal = await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices });
  expect(refusal).toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'SERIAL_NUMBER_TAKEN',
    fields: ['devices[4].serial_number'],
  });
  expect(refusal.message).toContain(known?.serialNumber);
});

test('concurrent overlapping deliveries store each camera once and each delivery completely or not at all', async () => {
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

test('rejects a unit that the registry has not published', async () => {
  const refusal = await refusedWithoutChange({ patrolUnitCode: 'unheard-of', devices: newDevices(1) });
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'UNIT_UNKNOWN' });
  expect(refusal.preconditions).toEqual(['UNIT_UNKNOWN']);
});

const good = device({ serialNumber: 'AX-1' });

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
  ['devices[4].serial_number', { devices: [...newDevices(3), good, good] }],
  ['devices[0].firmware_version', { devices: [{ ...good, firmwareVersion: '1 2' }] }],
  ['devices[0].warranty_until', { devices: [{ ...good, warrantyUntil: '31.12.2027' }] }],
  ['delivery_id', { deliveryId: 'x' }],
  ['devices[0].model', { devices: [{ ...good, model: 'B' }] }],
  ['devices[0].model', { devices: [{ ...good, model: 'B'.repeat(81) }] }],
  ['devices[0].model', { devices: [{ ...good, model: ' Body' }] }],
  ['devices[0].model', { devices: [{ ...good, model: 'Body\u0000' }] }],
  ['devices[0].model', { devices: [{ ...good, model: 'Body\u202e3' }] }],
])('rejects an invalid %s by name and changes nothing', async (field, change) => {
  expect(await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices: [good], ...change })).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [field],
  });
});

test('reports all violations at once', async () => {
  expect(
    await refusedWithoutChange({
      requestId: '',
      patrolUnitCode: 'X',
      devices: [device({ serialNumber: 'x', model: '' })],
    }),
  ).toMatchObject({ fields: ['request_id', 'patrol_unit_code', 'devices[0].serial_number', 'devices[0].model'] });
});

test('the rejection of 1,000 invalid devices is as readable as that of one', async () => {
  const devices = Array.from({ length: 1_000 }, () => device({ serialNumber: 'x', model: '' }));
  const refusal = await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices });
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT' });
  expect(refusal.fields[0]).toBe('devices[0].serial_number');
});

test('the rejection of 1,000 known devices is as readable as that of one', async () => {
  const devices = newDevices(1_000);
  await rollout.registerCameras({ patrolUnitCode: 'vinnytsia', devices });
  const refusal = await refusedWithoutChange({ patrolUnitCode: 'vinnytsia', devices });
  expect(refusal).toMatchObject({ reason: 'SERIAL_NUMBER_TAKEN' });
  expect(refusal.fields[0]).toBe('devices[0].serial_number');
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

test('rejects a caller without the scope', async () => {
  const refusal = await refusalOf(
    rollout.unprivileged.registerCameras({ patrolUnitCode: 'vinnytsia', devices: newDevices(1) }),
  );
  expect(refusal.code).toBe('PERMISSION_DENIED');
});

async function refusedWithoutChange(request: Parameters<RunningRollout['registerCameras']>[0]): Promise<Rejection> {
  const before = await counts();
  const refusal = await refusalOf(rollout.registerCameras(request));
  expect(await counts()).toEqual(before);
  return refusal;
}

function newDevices(count: number): CameraDevice[] {
  return Array.from({ length: count }, () => device({ model: 'Наш Реєстратор 3' }));
}

async function counts(): Promise<{ cameras: number; events: number }> {
  const [found] = await rollout.sql(
    `select (select count(*) from camera)::int as cameras,
       (select count(*) from ledger_event where type ~ 'camera-')::int as events`,
  );
  return found as { cameras: number; events: number };
}
