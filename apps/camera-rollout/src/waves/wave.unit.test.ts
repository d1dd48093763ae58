import { isRefused, type Decision } from '@safe-community/domain-kit';
import { describe, expect, test } from 'vitest';
import {
  checkWave,
  deliver,
  order,
  planWave,
  reachedOn,
  refuseExcess,
  slippage,
  waveStatus,
  type Wave,
  type WaveRecord,
} from './wave.ts';

const NOW = new Date('2026-06-10T09:00:00Z');
const TODAY = '2026-06-10';
const WAVE: Wave = {
  waveId: 'wave',
  name: 'Друга хвиля',
  source: 'Наказ № 5',
  deliveryDueOn: '2026-06-10',
  issueDueOn: '2026-07-01',
  units: [
    { patrolUnitCode: 'kyiv-1', quantity: 10 },
    { patrolUnitCode: 'kyiv-2', quantity: 20 },
  ],
  plannedAt: NOW,
};
const KNOWN = new Set(['kyiv-1', 'kyiv-2']);

const fieldsOf = (decision: Decision<unknown>) =>
  isRefused(decision) ? decision.violations.map(({ field }) => field) : [];

describe('planning a wave', () => {
  test('takes a wave from today on', () => {
    expect(planWave(WAVE, KNOWN)).toEqual(WAVE);
  });

  test('rejects a wave in the past, an issue before the delivery, and an unknown unit', () => {
    expect(fieldsOf(planWave({ ...WAVE, deliveryDueOn: '2026-06-09' }, KNOWN))).toEqual(['delivery_due_on']);
    expect(fieldsOf(planWave({ ...WAVE, issueDueOn: '2026-06-09' }, KNOWN))).toEqual(['issue_due_on']);
    expect(planWave(WAVE, new Set(['kyiv-1']))).toMatchObject({ reason: 'UNIT_UNKNOWN' });
  });

  test.each([
    ['name', { name: '' }],
    ['source', { source: '' }],
    ['delivery_due_on', { deliveryDueOn: '10.06.2026' }],
    ['issue_due_on', { issueDueOn: '' }],
  ])('reports a bad %s', (field, change) => {
    expect(checkWave({ ...WAVE, ...change }).map((violation) => violation.field)).toEqual([field]);
  });
});

describe('orders and deliveries', () => {
  const supply = { waveId: 'wave', ordered: 20, delivered: 5 };
  const placed = { orderId: 'order', quantity: 10, orderedOn: TODAY, reference: 'Договір 1' };
  const delivered = { deliveryId: 'delivery', quantity: 15, deliveredOn: TODAY };

  test('add up', () => {
    expect(order(supply, placed, NOW)).toMatchObject({ ordered: 30, recordedAt: NOW });
    expect(deliver(supply, delivered, NOW)).toMatchObject({ deliveryId: 'delivery', recordedAt: NOW });
  });

  test('are not in the future, and no more is delivered than ordered', () => {
    expect(fieldsOf(order(supply, { ...placed, orderedOn: '2026-06-11' }, NOW))).toEqual(['ordered_on']);
    expect(fieldsOf(deliver(supply, { ...delivered, deliveredOn: '2026-06-11' }, NOW))).toEqual(['delivered_on']);
    expect(deliver(supply, { ...delivered, quantity: 16 }, NOW)).toMatchObject({ reason: 'ORDER_EXCEEDED' });
  });
});

test('a unit registers no more cameras of a delivery than its part', () => {
  expect(refuseExcess({ part: 5, registered: 3 }, 2)).toBeUndefined();
  expect(refuseExcess({ part: 5, registered: 3 }, 3)).toMatchObject({ reason: 'SPLIT_EXCEEDED' });
});

test('a quantity is reached on the day of the part that reaches it', () => {
  const happened = [
    { day: '2026-06-03', quantity: 5 },
    { day: '2026-06-01', quantity: 5 },
  ];
  expect(reachedOn(5, happened)).toBe('2026-06-01');
  expect(reachedOn(10, happened)).toBe('2026-06-03');
  expect(reachedOn(11, happened)).toBeUndefined();
});

test.each([
  ['2026-06-10', '2026-06-12', 2],
  ['2026-06-10', '2026-06-08', -2],
  ['2026-06-05', undefined, 5],
  ['2026-06-15', undefined, 0],
])('due on %s and done on %s is a slippage of %i days', (dueOn, doneOn, days) => {
  expect(slippage(dueOn, doneOn, TODAY)).toBe(days);
});

test('the status of a wave adds up its units', () => {
  const parts = [
    { patrolUnitCode: 'kyiv-1', quantity: 12 },
    { patrolUnitCode: 'odesa', quantity: 18 },
  ];
  const record: WaveRecord = {
    ...WAVE,
    ordered: 30,
    deliveries: [{ deliveryId: 'd', deliveredOn: '2026-06-12', quantity: 30, parts, method: 'manual' }],
    registered: [
      { unitCode: 'kyiv-1', firstIssuedOn: '2026-06-20', cameras: 8 },
      { unitCode: 'kyiv-1', firstIssuedOn: undefined, cameras: 2 },
      { unitCode: 'odesa', firstIssuedOn: '2026-07-03', cameras: 18 },
    ],
  };
  expect(waveStatus(record, '2026-07-05')).toEqual({
    planned: 30,
    delivered: 30,
    registered: 28,
    issued: 26,
    deliveredOn: '2026-06-12',
    issuedOn: undefined,
    deliverySlippageDays: 2,
    issueSlippageDays: 4,
    units: [
      { patrolUnitCode: 'kyiv-1', planned: 10, allocated: 12, registered: 10, issued: 8 },
      { patrolUnitCode: 'kyiv-2', planned: 20, allocated: 0, registered: 0, issued: 0 },
      { patrolUnitCode: 'odesa', planned: 0, allocated: 18, registered: 18, issued: 18 },
    ],
  });
});
