import { RolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import { checkDay, checkName, notFound } from '@safe-community/domain-kit';
import { command, refuseUnnamed, type Rpc } from '@safe-community/service-kit';
import { checkUnitCode, knownUnits } from '../strength/module.ts';
import { acceptSplit, checkQuantities, checkQuantity, type UnitQuantity } from './split.ts';
import { deliveredEvent, orderedEvent, plannedEvent, splitEvent } from './wave.events.ts';
import { methodName } from './wave.mapping.ts';
import { lockDelivery, saveSplit } from './split.store.ts';
import { addDelivery, addOrder, addWave, lockSupply } from './wave.store.ts';
import { checkWave, deliver, order, planWave } from './wave.ts';

const planNewWave = command(Rollout.planWave, {
  parse({ name, source, deliveryDueOn, issueDueOn, units }, fields) {
    fields.check(checkWave({ name, source, deliveryDueOn, issueDueOn }));
    fields.check(checkQuantities(units, 'units', 1, checkUnitCode));
    return { name, source, deliveryDueOn, issueDueOn, units };
  },
  load: (tx, { units }) => knownUnits(tx, codesOf(units)),
  decide: (known, plan, { now, newId }) => planWave({ ...plan, waveId: newId(), plannedAt: now }, known),
  save: addWave,
  events: (wave) => [plannedEvent(wave)],
  about: ({ waveId }) => [waveId],
  reply: ({ waveId }) => ({ waveId }),
});

const REFERENCE = { least: 2, most: 200 };

const recordOrder = command(Rollout.recordOrder, {
  parse({ quantity }, fields) {
    const waveId = fields.uuid('wave_id');
    fields.check(checkQuantity(quantity, 'quantity'));
    const orderedOn = fields.text('ordered_on', checkDay);
    return {
      waveId,
      quantity,
      orderedOn,
      reference: fields.text('reference', (text, field) => checkName(text, field, REFERENCE)),
    };
  },
  load: async (tx, { waveId }) => (await lockSupply(tx, waveId)) ?? notFound('wave'),
  decide: (supply, { quantity, orderedOn, reference }, { now, newId }) =>
    order(supply, { orderId: newId(), quantity, orderedOn, reference }, now),
  save: addOrder,
  events: (placed) => [orderedEvent(placed)],
  about: ({ supply, orderId }) => [supply.waveId, orderId],
  reply: ({ ordered }) => ({ ordered }),
});

const recordDelivery = command(Rollout.recordDelivery, {
  parse({ quantity }, fields) {
    const waveId = fields.uuid('wave_id');
    fields.check(checkQuantity(quantity, 'quantity'));
    return { waveId, quantity, deliveredOn: fields.text('delivered_on', checkDay) };
  },
  load: async (tx, { waveId }) => (await lockSupply(tx, waveId)) ?? notFound('wave'),
  decide: (supply, { quantity, deliveredOn }, { now, newId }) =>
    deliver(supply, { deliveryId: newId(), quantity, deliveredOn }, now),
  save: addDelivery,
  events: (delivery) => [deliveredEvent(delivery)],
  about: ({ supply, deliveryId }) => [supply.waveId, deliveryId],
  reply: ({ deliveryId }) => ({ deliveryId }),
});

const acceptNewSplit = command(Rollout.acceptSplit, {
  parse({ parts }, fields) {
    const deliveryId = fields.uuid('delivery_id');
    const method = fields.word('method', methodName, 'methods');
    fields.check(checkQuantities(parts, 'parts', 0, checkUnitCode));
    return { deliveryId, method, parts };
  },
  authorize: refuseUnnamed,
  async load(tx, { deliveryId, parts }) {
    const delivery = await lockDelivery(tx, deliveryId);
    return delivery === undefined ? notFound('delivery') : { delivery, known: await knownUnits(tx, codesOf(parts)) };
  },
  decide: ({ delivery, known }, { method, parts }, { now }) => acceptSplit(delivery, known, { method, parts }, now),
  save: (tx, split, { call: { caller, actingUser } }) => saveSplit(tx, split, { caller: caller.name, actingUser }),
  events: (split) => [splitEvent(split)],
  about: ({ delivery }) => [delivery.waveId, delivery.deliveryId],
  reply: ({ acceptedAt }) => ({ acceptedTime: acceptedAt }),
});

function codesOf(units: readonly UnitQuantity[]): string[] {
  return units.map(({ patrolUnitCode }) => patrolUnitCode);
}

export const WAVE_COMMANDS: readonly Rpc[] = [planNewWave, recordOrder, recordDelivery, acceptNewSplit];
