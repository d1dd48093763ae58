import { randomUUID } from 'node:crypto';
import {
  FaultKind,
  FaultServiceService as Faults,
  ReportFaultRequest,
  type RecallFirmwareRequest,
} from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { firmwareRecallCompleted } from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import { auditedWrite, eventually, expectAudited, publishedEvents, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inStock, issued, issueTo } from '../../test/devices.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const VINNYTSKA = 'UA05000000000010236';
const START = new Date('2026-06-01T00:00:00Z');
const SOURCE = 'Повідомлення виробника № 7';
const reason = 'перевірка';

let now = START;
let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

/** A model of its own for each test. */
const newModel = () => `Body ${randomUUID().slice(0, 8)}`;
const day = (number: number, hour = 0) => new Date(START.getTime() + ((number - 1) * 24 + hour) * 3_600_000);

const rates = async (model: string, firstDay = '2026-06-01', lastDay = '2026-06-30') =>
  rollout.faults.getFailureRates({ model, firstDay, lastDay });

describe('failure rates', () => {
  test('relate faults to the days in the hands of officers, by model and firmware', async () => {
    const model = newModel();
    now = day(1);
    const { cameraId, officerId } = await issued(rollout, 'kyiv-1', { model, firmwareVersion: '1.0' });
    const spare = await inStock(rollout, 'kyiv-1', { model, firmwareVersion: '1.0' });
    now = day(11);
    await rollout.recordFirmware({ cameraIds: [cameraId], firmwareVersion: '2.0' });
    now = day(16);
    const [battery, other] = [FaultKind.BATTERY, FaultKind.OTHER];
    await rollout.faults.reportFault({ cameraId, kind: battery, description: 'не тримає', noticedTime: day(5) });
    await rollout.faults.reportFault({ cameraId, kind: battery });
    await rollout.faults.reportFault({ cameraId: spare, kind: other });
    await rollout.returnCamera({ cameraId, officerId });
    now = day(30);
    const { rates: found } = await rates(model);
    expect(found).toMatchObject([
      { model, firmwareVersion: '1.0', issuedDays: 10, faults: 1, otherFaults: 1, perThousandDays: 100 },
      { model, firmwareVersion: '2.0', issuedDays: 5, faults: 1, otherFaults: 0, perThousandDays: 200 },
    ]);
    // Limits of one event: 0.025318 and 5.571643, in 10 days.
    expect([found[0]?.low, found[0]?.high]).toEqual([expect.closeTo(2.5318, 3), expect.closeTo(557.1643, 3)]);
    // 21:00 UTC is midnight in Kyiv.
    const part = (await rates(model, '2026-06-03', '2026-06-04')).rates;
    expect(part).toMatchObject([{ issuedDays: 2, faults: 0, perThousandDays: 0, low: 0 }]);
    expect((await rates(newModel())).rates).toEqual([]);
  });

  test('come with the times of repairs', async () => {
    const model = newModel();
    for (const days of [2, 4, 9]) {
      now = day(1);
      const cameraId = await inStock(rollout, 'kyiv-1', { model });
      await rollout.sendToRepair({ cameraId, reason });
      now = day(1 + days);
      await rollout.completeRepair({ cameraId });
    }
    now = day(12);
    const [open, lost] = [await inStock(rollout, 'kyiv-1', { model }), await inStock(rollout, 'kyiv-1', { model })];
    for (const cameraId of [open, lost]) await rollout.sendToRepair({ cameraId, reason });
    await rollout.reportLost({ cameraId: lost, reason });
    now = day(15);
    expect((await rates(model, '2026-06-01', '2026-06-15')).repairs).toEqual([
      { model, completed: 3, medianDays: 4, p90Days: 8, inRepair: 1, longestOpenDays: 3 },
    ]);
    expect((await rates(model, '2026-06-04', '2026-06-06')).repairs).toMatchObject([{ completed: 1, medianDays: 4 }]);
  });
});

function recallOf(change: Partial<RecallFirmwareRequest>): Partial<RecallFirmwareRequest> {
  return { firmwareVersion: '1.0', dueOn: '2026-07-31', source: SOURCE, ...change };
}

describe('a recall of firmware', () => {
  test('lists who holds the cameras, and is tracked until it is complete', async () => {
    now = day(20);
    const model = newModel();
    const device = { model, firmwareVersion: '1.0' };
    const held = await issued(rollout, 'kyiv-1', device);
    const [spare, lost, old] = [
      await inStock(rollout, 'vinnytsia', device),
      await inStock(rollout, 'kyiv-1', device),
      await inStock(rollout, 'kyiv-1', device),
    ];
    await rollout.retireCamera({ cameraId: old, reason });
    now = day(21);
    const { recallId, affected } = await rollout.faults.recallFirmware(recallOf({ model }));
    expect(affected).toBe(3);
    const list = async (change = {}) => rollout.faults.listRecalled({ recallId, ...change });
    const { recall, cameras } = await list();
    expect(recall).toEqual({
      recallId,
      model,
      firmwareVersion: '1.0',
      dueOn: '2026-07-31',
      source: SOURCE,
      recalledTime: now,
      completedTime: undefined,
      affected: 3,
      remaining: 3,
      lost: 0,
    });
    const holders = new Map(cameras.map((camera) => [camera.cameraId, camera.officerId]));
    expect(holders).toEqual(
      new Map([
        [held.cameraId, held.officerId],
        [spare, ''],
        [lost, ''],
      ]),
    );
    expect((await list({ oblastCode: VINNYTSKA })).cameras.map(({ cameraId }) => cameraId)).toEqual([spare]);
    expect((await list({ patrolUnitCode: 'kyiv-1' })).cameras).toHaveLength(2);
    const first = await list({ pageSize: 2 });
    expect((await list({ pageSize: 2, pageToken: first.nextPageToken })).cameras).toHaveLength(1);

    await rollout.reportLost({ cameraId: lost, reason });
    await rollout.recordFirmware({ cameraIds: [held.cameraId], firmwareVersion: '1.1' });
    expect((await list()).recall).toMatchObject({ affected: 3, remaining: 1, lost: 1, completedTime: undefined });
    now = day(22);
    await rollout.retireCamera({ cameraId: spare, reason });
    const complete = await eventually(async () => {
      const found = (await list()).recall;
      expect(found?.completedTime).toEqual(now);
      return found;
    });
    expect(complete).toMatchObject({ affected: 3, remaining: 0, lost: 1 });
    expect(await publishedEvents(rollout).of(firmwareRecallCompleted, recallId)).toHaveLength(1);
    const open = (await rollout.faults.listRecalls({ pageSize: 500 })).recalls;
    expect(open.map((each) => each.recallId)).not.toContain(recallId);
    const all = (await rollout.faults.listRecalls({ includeComplete: true, pageSize: 500 })).recalls;
    expect(all.find((each) => each.recallId === recallId)).toEqual(complete);
  });

  test('keeps a camera from being issued until it has other firmware', async () => {
    const model = newModel();
    const cameraId = await inStock(rollout, 'kyiv-1', { model, firmwareVersion: '1.0' });
    const officerId = rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });
    await rollout.faults.recallFirmware(recallOf({ model }));
    expect(await refusalOf(issueTo(rollout, officerId, cameraId))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'CAMERA_FIRMWARE_RECALLED',
    });
    const other = await inStock(rollout, 'kyiv-1', { firmwareVersion: '1.0' });
    await issueTo(rollout, officerId, other);
    await rollout.returnCamera({ cameraId: other });
    await rollout.recordFirmware({ cameraIds: [cameraId], firmwareVersion: '1.1' });
    await issueTo(rollout, officerId, cameraId);
  });

  test('protects when it is complete as well: a later delivery with the firmware is not issued', async () => {
    const model = newModel();
    const device = { model, firmwareVersion: '1.0' };
    const first = await inStock(rollout, 'kyiv-1', device);
    const { recallId } = await rollout.faults.recallFirmware(recallOf({ model }));
    await rollout.recordFirmware({ cameraIds: [first], firmwareVersion: '1.1' });
    await eventually(async () => {
      const { recall } = await rollout.faults.listRecalled({ recallId });
      expect(recall?.completedTime).toBeDefined();
    });
    const officerId = rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });
    const late = await inStock(rollout, 'kyiv-1', device);
    await rollout.recordFirmware({ cameraIds: [first], firmwareVersion: '1.0' });
    for (const cameraId of [late, first]) {
      const refused = await refusalOf(issueTo(rollout, officerId, cameraId));
      expect(refused).toMatchObject({ reason: 'CAMERA_FIRMWARE_RECALLED' });
      expect(refused.message).toContain(`recall ${recallId}`);
    }
    await rollout.recordFirmware({ cameraIds: [late], firmwareVersion: '1.1' });
    await issueTo(rollout, officerId, late);
  });

  test('is made once at a time, and only of firmware that a camera has', async () => {
    const model = newModel();
    const unknown = await refusalOf(rollout.faults.recallFirmware(recallOf({ model })));
    expect(unknown).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'FIRMWARE_UNKNOWN' });
    await inStock(rollout, 'kyiv-1', { model, firmwareVersion: '1.0' });
    const requestId = randomUUID();
    const made = await rollout.faults.recallFirmware(recallOf({ model, requestId }));
    expect(await rollout.faults.recallFirmware(recallOf({ model, requestId }))).toEqual(made);
    const again = await refusalOf(rollout.faults.recallFirmware(recallOf({ model })));
    expect(again).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'FIRMWARE_RECALLED' });
    const first = await rollout.faults.listRecalls({ pageSize: 1, includeComplete: true });
    const rest = await rollout.faults.listRecalls({
      pageSize: 1,
      includeComplete: true,
      pageToken: first.nextPageToken,
    });
    expect(first.recalls[0]?.recallId).not.toBe(rest.recalls[0]?.recallId);
  });
});

describe('rejects', () => {
  test('faults and recalls of what does not exist, and faults of retired cameras', async () => {
    const { OTHER: kind } = FaultKind;
    expect(await refusalOf(rollout.faults.reportFault({ cameraId: randomUUID(), kind }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusalOf(rollout.faults.listRecalled({ recallId: randomUUID() }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const cameraId = await inStock(rollout, 'kyiv-1');
    await rollout.retireCamera({ cameraId, reason });
    expect(await refusalOf(rollout.faults.reportFault({ cameraId, kind }))).toMatchObject({ reason: 'CAMERA_RETIRED' });
  });

  test.each([
    ['camera_id', () => rollout.faults.reportFault({ kind: FaultKind.LENS })],
    ['kind', () => rollout.faults.reportFault({ cameraId: randomUUID() })],
    ['description', () => rollout.faults.reportFault({ ...REPORT, description: 'x'.repeat(501) })],
    ['model', () => rollout.faults.recallFirmware(recallOf({ model: '' }))],
    ['firmware_version', () => rollout.faults.recallFirmware(recallOf({ model: 'Body 3', firmwareVersion: '' }))],
    ['due_on', () => rollout.faults.recallFirmware(recallOf({ model: 'Body 3', dueOn: '2026-01-01' }))],
    ['source', () => rollout.faults.recallFirmware(recallOf({ model: 'Body 3', source: '' }))],
    ['recall_id', () => rollout.faults.listRecalled()],
    ['oblast_code', () => rollout.faults.listRecalled({ recallId: randomUUID(), oblastCode: 'UA05' })],
    ['page_token', () => rollout.faults.listRecalls({ pageToken: 'x' })],
    ['last_day', () => rollout.faults.getFailureRates({ firstDay: '2026-06-01', lastDay: '2026-12-31' })],
  ])('an invalid %s by name', async (field, call) => {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  });

  test('a fault in the future, or before the camera was registered', async () => {
    now = day(25);
    const cameraId = await inStock(rollout, 'kyiv-1');
    for (const noticedTime of [day(26), day(24)]) {
      const refusal = await refusalOf(rollout.faults.reportFault({ cameraId, kind: FaultKind.LENS, noticedTime }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['noticed_time'] });
    }
  });
});

const REPORT = { cameraId: randomUUID(), kind: FaultKind.LENS };

describe('the audit names', () => {
  test.each([
    auditedWrite(
      Faults.reportFault,
      async () =>
        ReportFaultRequest.fromPartial({ cameraId: await inStock(rollout, 'kyiv-1'), kind: FaultKind.STORAGE }),
      ({ faultId }, { cameraId }) => [faultId, cameraId],
    ),
    auditedWrite(
      Faults.recallFirmware,
      async () => {
        const model = newModel();
        await inStock(rollout, 'kyiv-1', { model, firmwareVersion: '1.0' });
        return { model, firmwareVersion: '1.0', dueOn: '2026-07-31', source: SOURCE };
      },
      ({ recallId }) => [recallId],
    ),
  ])('the subjects of $method', (write) => expectAudited(rollout, write));
});
