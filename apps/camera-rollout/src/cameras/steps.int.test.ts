import { randomUUID } from 'node:crypto';
import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { auditedWrite, expectAudited, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inStock, issued } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const { IN_STOCK, ISSUED, IN_REPAIR, LOST, RETIRED } = CameraState;
const Steps = CameraStep;

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  for (const code of ['kyiv-1', 'kyiv-2']) await rollout.registry.addUnit({ code, oblastCode: KYIV });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

const reason = 'перевірка';

const officerOf = () => rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });

const stateOf = async (cameraId: string) => (await rollout.getCamera({ cameraId })).camera?.state;

describe('a camera', () => {
  test('goes through every state, and its custody says who had it, why and by whom', async () => {
    const [cameraId, officerId] = [await inStock(rollout, 'kyiv-1', { firmwareVersion: '1.0' }), officerOf()];
    await rollout.issueCamera({ cameraId, officerId }, { actingUser: 'person-1' });
    await rollout.sendToRepair({ cameraId, reason: 'не вмикається' }, { actingUser: 'person-2' });
    const repaired = await rollout.completeRepair({ cameraId, firmwareVersion: '1.1' });
    expect(repaired).toMatchObject({ state: IN_STOCK, changedTime: expect.any(Date) });
    await rollout.transferCamera({ cameraId, patrolUnitCode: 'kyiv-2', reason });
    await rollout.reportLost({ cameraId, reason });
    await rollout.returnCamera({ cameraId });
    await rollout.retireCamera({ cameraId, reason });
    await rollout.reinstateCamera({ cameraId, reason });
    const { entries } = await rollout.listCustody({ cameraId });
    expect(entries.map(({ number, step, state }) => [number, step, state])).toEqual([
      [1, Steps.REGISTER, IN_STOCK],
      [2, Steps.ISSUE, ISSUED],
      [3, Steps.SEND_TO_REPAIR, IN_REPAIR],
      [4, Steps.COMPLETE_REPAIR, IN_STOCK],
      [5, Steps.TRANSFER, IN_STOCK],
      [6, Steps.REPORT_LOST, LOST],
      [7, Steps.RETURN, IN_STOCK],
      [8, Steps.RETIRE, RETIRED],
      [9, Steps.REINSTATE, IN_STOCK],
    ]);
    expect(entries[1]).toEqual({
      cameraId,
      number: 2,
      step: Steps.ISSUE,
      state: ISSUED,
      patrolUnitCode: 'kyiv-1',
      officerId,
      startTime: entries[1]?.startTime,
      endTime: entries[2]?.startTime,
      reason: '',
      caller: 'client',
      actingUser: 'person-1',
    });
    expect(entries[2]).toMatchObject({ officerId: '', reason: 'не вмикається', actingUser: 'person-2' });
    expect(entries.filter(({ endTime }) => endTime === undefined).map(({ number }) => number)).toEqual([9]);
    const { camera } = await rollout.getCamera({ cameraId });
    expect(camera).toMatchObject({
      cameraId,
      state: IN_STOCK,
      patrolUnitCode: 'kyiv-2',
      oblastCode: KYIV,
      officerId: '',
      issuedTime: undefined,
      legalSteps: [Steps.ISSUE, Steps.TRANSFER, Steps.SEND_TO_REPAIR, Steps.REPORT_LOST, Steps.RETIRE],
    });
    expect(camera?.device).toMatchObject({ firmwareVersion: '1.1', model: 'Body 3' });
  });

  test('goes to another officer after its return, and the officer gets another camera', async () => {
    const { cameraId, officerId } = await issued(rollout, 'kyiv-1');
    await rollout.returnCamera({ cameraId, officerId, reason: 'відпустка' });
    const [next, other] = [officerOf(), await inStock(rollout, 'kyiv-1')];
    await rollout.issueCamera({ cameraId, officerId: next });
    await rollout.issueCamera({ cameraId: other, officerId });
    const { entries } = await rollout.listCustody({ officerId });
    expect(entries.map((entry) => entry.cameraId)).toEqual([cameraId, other]);
  });

  test('a step changes the camera once however often it is requested', async () => {
    const { cameraId } = await issued(rollout, 'kyiv-1');
    const request = { requestId: randomUUID(), cameraId, reason };
    const answers = await Promise.all(Array.from({ length: 5 }, () => rollout.sendToRepair(request)));
    expect(new Set(answers.map(({ changedTime }) => changedTime?.getTime())).size).toBe(1);
    expect((await rollout.listCustody({ cameraId })).entries).toHaveLength(3);
    const other = await refusalOf(rollout.sendToRepair({ ...request, reason: 'інша' }));
    expect(other).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
  });

  test('of 10 concurrent steps, one succeeds, or a return and the repair after it', async () => {
    const { cameraId } = await issued(rollout, 'kyiv-1');
    const before = (await rollout.listCustody({ cameraId })).entries.length;
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? rollout.returnCamera({ cameraId }) : rollout.sendToRepair({ cameraId, reason })).then(
          () => 'taken',
          async (error: unknown) => (await refusalOf(Promise.reject(error))).reason,
        ),
      ),
    );
    const { entries } = await rollout.listCustody({ cameraId });
    const taken = entries.slice(before).map(({ state }) => state);
    // A camera that was returned first can still be sent to repair.
    expect([[IN_STOCK], [IN_STOCK, IN_REPAIR], [IN_REPAIR]]).toContainEqual(taken);
    const refused = Array.from({ length: 10 - taken.length }, () => 'STEP_ILLEGAL');
    expect(outcomes.toSorted()).toEqual([...refused, ...taken.map(() => 'taken')]);
    expect(entries.filter(({ endTime }) => endTime === undefined)).toHaveLength(1);
  });

  test('a serial number is unique for its model', async () => {
    const [cameraId, serialNumber] = [await inStock(rollout, 'kyiv-1'), randomUUID().toUpperCase()];
    const same = await inStock(rollout, 'kyiv-1', { serialNumber });
    const other = await inStock(rollout, 'kyiv-1', { serialNumber, model: 'Body 4' });
    expect(new Set([cameraId, same, other]).size).toBe(3);
    const refusal = await refusalOf(inStock(rollout, 'kyiv-2', { serialNumber }));
    expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'SERIAL_NUMBER_TAKEN' });
  });
});

describe('rejects and changes nothing', () => {
  test('an illegal step, and names the legal ones', async () => {
    const cameraId = await inStock(rollout, 'kyiv-1');
    const refusal = await refusalOf(rollout.returnCamera({ cameraId }));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'STEP_ILLEGAL' });
    expect(refusal.message).toBe(
      'the camera is in stock; legal steps: issue, transfer, send to repair, report lost, retire',
    );
    expect(await stateOf(cameraId)).toBe(IN_STOCK);
    expect((await rollout.listCustody({ cameraId })).entries).toHaveLength(1);
  });

  test('the return of a camera that the officer does not have', async () => {
    const { cameraId } = await issued(rollout, 'kyiv-1');
    const refusal = await refusalOf(rollout.returnCamera({ cameraId, officerId: officerOf() }));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CAMERA_NOT_HELD' });
    expect(await stateOf(cameraId)).toBe(ISSUED);
  });

  test('a transfer to an unknown unit or to its own', async () => {
    const cameraId = await inStock(rollout, 'kyiv-1');
    const unknown = await refusalOf(rollout.transferCamera({ cameraId, patrolUnitCode: 'unheard-of', reason }));
    expect(unknown).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'UNIT_UNKNOWN' });
    const own = await refusalOf(rollout.transferCamera({ cameraId, patrolUnitCode: 'kyiv-1', reason }));
    expect(own).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'UNIT_HAS_CAMERA' });
  });

  test('a step of an unknown camera', async () => {
    const cameraId = randomUUID();
    for (const call of [
      () => rollout.returnCamera({ cameraId }),
      () => rollout.transferCamera({ cameraId, patrolUnitCode: 'kyiv-1', reason }),
      () => rollout.sendToRepair({ cameraId, reason }),
      () => rollout.completeRepair({ cameraId }),
      () => rollout.reportLost({ cameraId, reason }),
      () => rollout.retireCamera({ cameraId, reason }),
      () => rollout.reinstateCamera({ cameraId, reason }),
      () => rollout.recordFirmware({ cameraIds: [cameraId], firmwareVersion: '2' }),
      () => rollout.getCamera({ cameraId }),
    ]) {
      expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND', message: 'camera not found' });
    }
  });

  test.each([
    ['camera_id', () => rollout.returnCamera({ cameraId: 'x' })],
    ['officer_id', () => rollout.returnCamera({ cameraId: randomUUID(), officerId: 'x' })],
    ['reason', () => rollout.reportLost({ cameraId: randomUUID() })],
    ['reason', () => rollout.retireCamera({ cameraId: randomUUID(), reason: 'x'.repeat(501) })],
    ['patrol_unit_code', () => rollout.transferCamera({ cameraId: randomUUID(), reason })],
    ['firmware_version', () => rollout.completeRepair({ cameraId: randomUUID(), firmwareVersion: '1 2' })],
    ['firmware_version', () => rollout.recordFirmware({ cameraIds: [randomUUID()] })],
    ['camera_ids', () => rollout.recordFirmware({ firmwareVersion: '1' })],
    ['camera_ids[0]', () => rollout.recordFirmware({ cameraIds: ['x'], firmwareVersion: '1' })],
  ])('an invalid %s by name', async (field, call) => {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  });
});

describe('firmware', () => {
  test('is recorded for all cameras or none', async () => {
    const cameraIds = [
      await inStock(rollout, 'kyiv-1', { firmwareVersion: '2.0' }),
      await inStock(rollout, 'kyiv-1'),
      await inStock(rollout, 'kyiv-1'),
    ];
    expect(await rollout.recordFirmware({ cameraIds, firmwareVersion: '2.0' })).toEqual({ changed: 2 });
    await rollout.retireCamera({ cameraId: cameraIds[2] ?? '', reason });
    const refusal = await refusalOf(rollout.recordFirmware({ cameraIds, firmwareVersion: '3.0' }));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CAMERA_RETIRED' });
    const { cameras } = await rollout.listCameras({ firmwareVersion: '2.0' });
    expect(cameras.map(({ cameraId }) => cameraId).toSorted()).toEqual(cameraIds.toSorted());
  });
});

describe('the audit names the camera, and the officer who had it', () => {
  const of = async ({ cameraId }: { cameraId: string }) => ({ cameraId, reason });
  test.each([
    auditedWrite(
      Rollout.returnCamera,
      async () => ({ ...(await issued(rollout, 'kyiv-1')), reason: '' }),
      (_, { cameraId, officerId }) => [cameraId, officerId],
    ),
    auditedWrite(
      Rollout.transferCamera,
      async () => ({ cameraId: await inStock(rollout, 'kyiv-1'), patrolUnitCode: 'kyiv-2', reason }),
      (_, { cameraId }) => [cameraId],
    ),
    auditedWrite(
      Rollout.sendToRepair,
      async () => of({ cameraId: await inStock(rollout, 'kyiv-1') }),
      (_, { cameraId }) => [cameraId],
    ),
    auditedWrite(
      Rollout.completeRepair,
      async () => {
        const cameraId = await inStock(rollout, 'kyiv-1');
        await rollout.sendToRepair({ cameraId, reason });
        return { cameraId, firmwareVersion: '', reason: '' };
      },
      (_, { cameraId }) => [cameraId],
    ),
    auditedWrite(
      Rollout.reportLost,
      async () => of({ cameraId: await inStock(rollout, 'kyiv-1') }),
      (_, { cameraId }) => [cameraId],
    ),
    auditedWrite(
      Rollout.retireCamera,
      async () => of({ cameraId: await inStock(rollout, 'kyiv-1') }),
      (_, { cameraId }) => [cameraId],
    ),
    auditedWrite(
      Rollout.reinstateCamera,
      async () => {
        const cameraId = await inStock(rollout, 'kyiv-1');
        await rollout.retireCamera({ cameraId, reason });
        return { cameraId, reason };
      },
      (_, { cameraId }) => [cameraId],
    ),
    auditedWrite(
      Rollout.recordFirmware,
      async () => ({
        cameraIds: [await inStock(rollout, 'kyiv-1'), await inStock(rollout, 'kyiv-1')],
        firmwareVersion: '9',
      }),
      (_, { cameraIds }) => cameraIds,
    ),
  ])('$method', (write) => expectAudited(rollout, write));
});
