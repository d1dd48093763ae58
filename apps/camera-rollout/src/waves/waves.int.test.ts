import { randomUUID } from 'node:crypto';
import { SplitMethod, type UnitQuantity } from '@safe-community/contracts/cameras/v1/rollout.ts';
import {
  RolloutServiceService as Waves,
  type PlanWaveRequest,
} from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { auditedWrite, expectAudited, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { device } from '../../test/devices.ts';
import { EVENTS_OF_CALLS, runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';
const { LARGEST_GAP, EQUAL_SHARE, MANUAL } = SplitMethod;

let now = new Date('2026-06-01T09:00:00Z');
let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  for (const code of ['kyiv-1', 'kyiv-2']) await rollout.registry.addUnit({ code, oblastCode: KYIV });
  await rollout.registry.addOfficers(6, { patrolUnitCode: 'kyiv-1' });
  await rollout.registry.addOfficers(4, { patrolUnitCode: 'kyiv-2' });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

const AS_PERSON = { actingUser: 'olena' };

const unitsOf = (...units: [string, number][]): UnitQuantity[] =>
  units.map(([patrolUnitCode, quantity]) => ({ patrolUnitCode, quantity }));

function plan(change: Partial<PlanWaveRequest> = {}) {
  return {
    name: 'Перша хвиля',
    source: 'Наказ № 5',
    deliveryDueOn: '2026-06-10',
    issueDueOn: '2026-06-20',
    units: unitsOf(['kyiv-1', 6], ['kyiv-2', 4]),
    ...change,
  };
}

async function delivered(quantity: number, change: Partial<PlanWaveRequest> = {}) {
  const { waveId } = await rollout.waves.planWave(plan(change));
  await rollout.waves.recordOrder({ waveId, quantity, orderedOn: '2026-06-01', reference: 'Договір 1' });
  const { deliveryId } = await rollout.waves.recordDelivery({ waveId, quantity, deliveredOn: '2026-06-01' });
  return { waveId, deliveryId };
}

const waveOf = async (waveId: string) => (await rollout.waves.listWaves({ waveId })).waves[0];

describe('a wave', () => {
  test('is planned, ordered, delivered, split, registered and issued', async () => {
    now = new Date('2026-06-01T09:00:00Z');
    const { waveId } = await rollout.waves.planWave(plan());
    expect(await waveOf(waveId)).toEqual({
      waveId,
      name: 'Перша хвиля',
      source: 'Наказ № 5',
      deliveryDueOn: '2026-06-10',
      issueDueOn: '2026-06-20',
      units: [
        { patrolUnitCode: 'kyiv-1', planned: 6, allocated: 0, registered: 0, issued: 0 },
        { patrolUnitCode: 'kyiv-2', planned: 4, allocated: 0, registered: 0, issued: 0 },
      ],
      planned: 10,
      ordered: 0,
      delivered: 0,
      registered: 0,
      issued: 0,
      deliveredOn: '',
      issuedOn: '',
      deliverySlippageDays: 0,
      issueSlippageDays: 0,
      deliveries: [],
      plannedTime: now,
    });
    const order = { waveId, orderedOn: '2026-06-01', reference: 'Договір 1' };
    await rollout.waves.recordOrder({ ...order, quantity: 4 });
    expect(await rollout.waves.recordOrder({ ...order, quantity: 6 })).toEqual({ ordered: 10 });
    now = new Date('2026-06-12T09:00:00Z');
    expect(await waveOf(waveId)).toMatchObject({ ordered: 10, deliverySlippageDays: 2 });
    const tooMany = rollout.waves.recordDelivery({ waveId, quantity: 11, deliveredOn: '2026-06-12' });
    expect(await refusalOf(tooMany)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'ORDER_EXCEEDED' });
    const { deliveryId } = await rollout.waves.recordDelivery({ waveId, quantity: 10, deliveredOn: '2026-06-11' });

    const early = rollout.registerCameras({ patrolUnitCode: 'kyiv-1', devices: [device()], deliveryId });
    expect(await refusalOf(early)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SPLIT_EXCEEDED' });
    const proposal = await rollout.waves.proposeSplit({ deliveryId, method: LARGEST_GAP });
    expect(proposal).toEqual({
      quantity: 10,
      parts: [
        { patrolUnitCode: 'kyiv-1', quantity: 6, gap: 6 },
        { patrolUnitCode: 'kyiv-2', quantity: 4, gap: 4 },
      ],
    });
    const parts = proposal.parts.map(({ patrolUnitCode, quantity }) => ({ patrolUnitCode, quantity }));
    const split = { deliveryId, method: LARGEST_GAP, parts };
    expect(await refusalOf(rollout.waves.acceptSplit(split))).toMatchObject({ reason: 'PERSON_REQUIRED' });
    expect((await waveOf(waveId))?.deliveries).toMatchObject([{ parts: [] }]);
    await rollout.waves.acceptSplit(split, AS_PERSON);
    const accepted = await rollout.sql('select split_user from wave_delivery where delivery_id = $1', [deliveryId]);
    expect(accepted).toEqual([{ split_user: 'olena' }]);
    const devices = Array.from({ length: 6 }, () => device());
    const { cameraIds } = await rollout.registerCameras({ patrolUnitCode: 'kyiv-1', devices, deliveryId });
    const seventh = rollout.registerCameras({ patrolUnitCode: 'kyiv-1', devices: [device()], deliveryId });
    expect(await refusalOf(seventh)).toMatchObject({ reason: 'SPLIT_EXCEEDED' });
    const officerId = rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });
    const [cameraId = ''] = cameraIds;
    await rollout.issueCamera({ cameraId, officerId });
    await rollout.returnCamera({ cameraId });
    expect((await rollout.getCamera({ cameraId })).camera?.deliveryId).toBe(deliveryId);
    expect(await waveOf(waveId)).toMatchObject({
      delivered: 10,
      registered: 6,
      issued: 1,
      deliveredOn: '2026-06-11',
      deliverySlippageDays: 1,
      issueSlippageDays: 0,
      units: [
        { patrolUnitCode: 'kyiv-1', planned: 6, allocated: 6, registered: 6, issued: 1 },
        { patrolUnitCode: 'kyiv-2', planned: 4, allocated: 4, registered: 0, issued: 0 },
      ],
      deliveries: [{ deliveryId, deliveredOn: '2026-06-11', quantity: 10, method: LARGEST_GAP, parts }],
    });
  });

  test('a split takes into account what a unit has and awaits', async () => {
    // The units await 4 and have 6 cameras since the test before, so both gaps are filled.
    const { deliveryId } = await delivered(7, { deliveryDueOn: '2026-06-20' });
    expect((await rollout.waves.proposeSplit({ deliveryId, method: EQUAL_SHARE })).parts).toEqual([
      { patrolUnitCode: 'kyiv-1', quantity: 4, gap: 0 },
      { patrolUnitCode: 'kyiv-2', quantity: 3, gap: 0 },
    ]);
  });

  test('is listed with the others, in pages', async () => {
    const ids = [];
    for (let day = 13; day < 15; day += 1) {
      now = new Date(`2026-06-${day}T09:00:00Z`);
      ids.push((await rollout.waves.planWave(plan({ deliveryDueOn: '2026-06-20' }))).waveId);
    }
    const all = await rollout.waves.listWaves({ pageSize: 500 });
    expect(all.waves.map(({ waveId }) => waveId).slice(-2)).toEqual(ids);
    const first = await rollout.waves.listWaves({ pageSize: 1 });
    const second = await rollout.waves.listWaves({ pageSize: 1, pageToken: first.nextPageToken });
    expect([...first.waves, ...second.waves]).toEqual(all.waves.slice(0, 2));
  });

  test('is planned once for a request id, and a delivery is split once', async () => {
    const request = plan({ requestId: randomUUID(), deliveryDueOn: '2026-06-20' });
    expect(await rollout.waves.planWave(request)).toEqual(await rollout.waves.planWave(request));
    const { deliveryId } = await delivered(5, { deliveryDueOn: '2026-06-20' });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        rollout.waves
          .acceptSplit(
            { deliveryId, method: MANUAL, parts: unitsOf(['kyiv-1', index], ['kyiv-2', 5 - index]) },
            AS_PERSON,
          )
          .then(
            () => 'accepted',
            async (error: unknown) => (await refusalOf(Promise.reject(error))).reason,
          ),
      ),
    );
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 4 }, () => 'SPLIT_ACCEPTED'), 'accepted']);
    const again = rollout.waves.proposeSplit({ deliveryId, method: EQUAL_SHARE });
    expect(await refusalOf(again)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SPLIT_ACCEPTED' });
  });
});

describe('rejects', () => {
  const unit = unitsOf(['kyiv-1', 1]);
  const id = randomUUID();
  const order = { waveId: id, quantity: 1, orderedOn: '2026-06-01', reference: 'Договір 1' };
  /** A wave that accepts orders, deliveries, and a split. */
  let own: { waveId: string; deliveryId: string };
  beforeAll(async () => {
    own = await delivered(5, { deliveryDueOn: '2026-06-20' });
    await rollout.waves.recordOrder({ ...order, waveId: own.waveId, quantity: 5 });
  });

  const written = () =>
    rollout.sql(`
    select (select jsonb_agg(w) from rollout_wave w) as waves, (select count(*) from wave_unit) as units,
      (select count(*) from wave_order) as orders, (select jsonb_agg(d) from wave_delivery d) as deliveries,
      (select count(*) from delivery_part) as parts, (${EVENTS_OF_CALLS}) as events`);

  async function refused(call: () => Promise<unknown>) {
    const before = await written();
    const refusal = await refusalOf(call());
    expect(await written()).toEqual(before);
    return refusal;
  }

  test.each([
    ['delivery_due_on', () => rollout.waves.planWave(plan({ deliveryDueOn: '2026-05-31' }))],
    ['issue_due_on', () => rollout.waves.planWave(plan({ deliveryDueOn: '2026-07-02', issueDueOn: '2026-07-01' }))],
    ['units', () => rollout.waves.planWave(plan({ units: [] }))],
    ['units', () => rollout.waves.planWave(plan({ units: [...unit, ...unit] }))],
    ['units[0].quantity', () => rollout.waves.planWave(plan({ units: unitsOf(['kyiv-1', -1]) }))],
    ['units[0].patrol_unit_code', () => rollout.waves.planWave(plan({ units: unitsOf(['X', 1]) }))],
    ['quantity', () => rollout.waves.recordOrder({ ...order, ...own, quantity: -5 })],
    ['ordered_on', () => rollout.waves.recordOrder({ ...order, ...own, orderedOn: '' })],
    ['reference', () => rollout.waves.recordOrder({ ...order, ...own, reference: '' })],
    ['quantity', () => rollout.waves.recordDelivery({ ...own, quantity: -5, deliveredOn: '2026-06-01' })],
    ['method', () => rollout.waves.proposeSplit({ ...own, method: MANUAL })],
    ['method', () => rollout.waves.acceptSplit({ ...own, parts: unit }, AS_PERSON)],
    [
      'parts[0].quantity',
      () => rollout.waves.acceptSplit({ ...own, method: MANUAL, parts: unitsOf(['kyiv-1', -1]) }, AS_PERSON),
    ],
    ['wave_id', () => rollout.waves.listWaves({ waveId: 'x' })],
    ['page_token', () => rollout.waves.listWaves({ pageToken: 'x' })],
    ['window_days', () => rollout.waves.forecastRollout({ windowDays: 27 })],
    ['oblast_code', () => rollout.waves.forecastRollout({ windowDays: 28, oblastCode: 'UA05' })],
  ])('an invalid %s by name, and writes nothing', async (field, call) => {
    expect(await refused(call)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  });

  test('a split that does not sum, and units that the registry has not named', async () => {
    const { deliveryId } = own;
    const sum = (quantity: number) => () =>
      rollout.waves.acceptSplit({ deliveryId, method: MANUAL, parts: unitsOf(['kyiv-1', quantity]) }, AS_PERSON);
    for (const call of [sum(4), sum(6)]) {
      expect(await refused(call)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['parts'] });
    }
    const parts = unitsOf(['unheard-of', 5]);
    for (const call of [
      () => rollout.waves.acceptSplit({ deliveryId, method: MANUAL, parts }, AS_PERSON),
      () => rollout.waves.planWave(plan({ deliveryDueOn: '2026-06-20', units: parts })),
    ]) {
      expect(await refused(call)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'UNIT_UNKNOWN' });
    }
  });

  test('what does not exist', async () => {
    for (const call of [
      () => rollout.waves.recordOrder(order),
      () => rollout.waves.recordDelivery({ waveId: id, quantity: 1, deliveredOn: '2026-06-01' }),
      () => rollout.waves.proposeSplit({ deliveryId: id, method: EQUAL_SHARE }),
      () => rollout.waves.acceptSplit({ deliveryId: id, method: MANUAL, parts: unit }, AS_PERSON),
      () => rollout.registerCameras({ patrolUnitCode: 'kyiv-1', devices: [device()], deliveryId: id }),
    ]) {
      expect((await refusalOf(call())).code).toBe('NOT_FOUND');
    }
    expect((await rollout.waves.listWaves({ waveId: id })).waves).toEqual([]);
  });
});

describe('the audit names', () => {
  const wave = () => rollout.waves.planWave(plan({ deliveryDueOn: '2026-12-20', issueDueOn: '2026-12-30' }));
  test.each([
    auditedWrite(
      Waves.planWave,
      async () => plan({ deliveryDueOn: '2026-12-20', issueDueOn: '2026-12-30' }),
      ({ waveId }) => [waveId],
    ),
    auditedWrite(
      Waves.recordOrder,
      async () => ({ ...(await wave()), quantity: 1, orderedOn: '2026-06-01', reference: 'Договір 1' }),
      (_, { waveId }) => [waveId, expect.any(String) as unknown as string],
    ),
    auditedWrite(
      Waves.recordDelivery,
      async () => {
        const { waveId } = await wave();
        await rollout.waves.recordOrder({ waveId, quantity: 1, orderedOn: '2026-06-01', reference: 'Договір 1' });
        return { waveId, quantity: 1, deliveredOn: '2026-06-01' };
      },
      ({ deliveryId }, { waveId }) => [waveId, deliveryId],
    ),
    auditedWrite(
      Waves.acceptSplit,
      async () => {
        const { deliveryId } = await delivered(1, { deliveryDueOn: '2026-12-20', issueDueOn: '2026-12-30' });
        return { deliveryId, method: MANUAL, parts: unitsOf(['kyiv-1', 1]) };
      },
      (_, { deliveryId }) => [expect.any(String) as unknown as string, deliveryId],
    ),
  ])('the subjects of $method', (write) => expectAudited(rollout, write));
});
