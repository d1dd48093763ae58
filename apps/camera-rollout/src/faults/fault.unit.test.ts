import { isRefused } from '@safe-community/domain-kit';
import { describe, expect, test } from 'vitest';
import type { Camera } from '../cameras/module.ts';
import { failureRate, reportFault, type Report } from './fault.ts';
import { checkRecall, recallFirmware } from './recall.ts';

const NOW = new Date('2026-06-10T09:00:00Z');
const EARLIER = new Date('2026-06-09T09:00:00Z');
const CAMERA: Camera = {
  cameraId: 'camera',
  serialNumber: 'AX-1',
  model: 'Body 3',
  firmwareVersion: '2.0',
  unitCode: 'kyiv-1',
  oblastCode: 'UA80000000000093317',
  state: 'in_stock',
  registeredAt: new Date('2026-06-01T09:00:00Z'),
};
const REPORT: Report = { faultId: 'fault', kind: 'battery', description: 'не заряджається', noticedAt: EARLIER };
const THEN = { firmwareVersion: '1.0', isIssued: true };

describe('a fault', () => {
  test('keeps the firmware and the custody of the time when it was noticed', () => {
    expect(reportFault(CAMERA, THEN, REPORT, NOW)).toEqual({
      ...REPORT,
      cameraId: 'camera',
      model: 'Body 3',
      firmwareVersion: '1.0',
      wasIssued: true,
      unitCode: 'kyiv-1',
      oblastCode: 'UA80000000000093317',
      reportedAt: NOW,
    });
    expect(reportFault(CAMERA, THEN, { ...REPORT, noticedAt: undefined }, NOW)).toMatchObject({ noticedAt: NOW });
  });

  test('is not in the future, and not before the camera', () => {
    const late = { ...REPORT, noticedAt: new Date(NOW.getTime() + 120_000) };
    for (const refusal of [reportFault(CAMERA, THEN, late, NOW), reportFault(CAMERA, undefined, REPORT, NOW)]) {
      expect(isRefused(refusal) && refusal.violations.map(({ field }) => field)).toEqual(['noticed_time']);
    }
  });

  test('of a retired camera is refused', () => {
    const refusal = reportFault({ ...CAMERA, state: 'retired' }, THEN, REPORT, NOW);
    expect(refusal).toMatchObject({ reason: 'CAMERA_RETIRED' });
  });
});

describe('a failure rate', () => {
  const observed = { model: 'Body 3', firmwareVersion: '2.0', faults: 5, otherFaults: 1 };

  test('counts the faults for each 1,000 issued days, with the exact interval', () => {
    // Limits of 5 events: 1.623486 and 11.668332.
    expect(failureRate({ ...observed, issuedDays: 2_000 })).toEqual({
      ...observed,
      issuedDays: 2_000,
      perThousandDays: 2.5,
      low: expect.closeTo(0.811743, 5),
      high: expect.closeTo(5.834166, 5),
    });
    expect(failureRate({ ...observed, faults: 0, issuedDays: 1_000 })).toMatchObject({
      perThousandDays: 0,
      low: 0,
      high: expect.closeTo(3.688879, 5),
    });
  });

  test('is 0 without a day', () => {
    expect(failureRate({ ...observed, issuedDays: 0 })).toMatchObject({ perThousandDays: 0, low: 0, high: 0 });
  });
});

describe('a recall of firmware', () => {
  const recall = {
    recallId: 'recall',
    model: 'Body 3',
    firmwareVersion: '1.0',
    dueOn: '2026-06-10',
    source: 'Повідомлення виробника',
    recalledAt: NOW,
  };

  test('needs a camera with the firmware, and a day that is not in the past', () => {
    expect(recallFirmware(recall, 1)).toEqual(recall);
    expect(recallFirmware(recall, 0)).toMatchObject({ reason: 'FIRMWARE_UNKNOWN' });
    const late = recallFirmware({ ...recall, dueOn: '2026-06-09' }, 1);
    expect(isRefused(late) && late.violations.map(({ field }) => field)).toEqual(['due_on']);
  });

  test.each([
    ['model', { model: 'B' }],
    ['due_on', { dueOn: 'soon' }],
    ['source', { source: '' }],
  ])('reports a bad %s', (field, change) => {
    expect(checkRecall(recall)).toEqual([]);
    expect(checkRecall({ ...recall, ...change }).map((violation) => violation.field)).toEqual([field]);
  });
});
