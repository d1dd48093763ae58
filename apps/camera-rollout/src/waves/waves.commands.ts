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
  parse({ request: { name, source, deliveryDueOn, issueDueOn, units }, fields }) {
    fields.check(checkWave({ name, source, deliveryDueOn, issueDueOn }));
    fields.check(checkQuantities(units, 'units', 1, checkUnitCode));
    return { name, source, deliveryDueOn, issueDueOn, units };
  },
  load: ({ tx, command: { units } }) => knownUnits(tx, codesOf(units)),
  decide: ({ loaded: known, command: plan, now, newId }) =>
    planWave({ ...plan, waveId: newId(), plannedAt: now }, known),
  save: ({ tx, change }) => addWave(tx, change),
  events: ({ saved: wave }) => [plannedEvent(wave)],
  subjects: ({ saved: { waveId } }) => [waveId],
  reply: ({ saved: { waveId } }) => ({ waveId }),
});

const REFERENCE = { least: 2, most: 200 };

const recordOrder = command(Rollout.recordOrder, {
  parse({ request: { quantity }, fields }) {
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
  load: async ({ tx, command: { waveId } }) => (await lockSupply(tx, waveId)) ?? notFound('wave'),
  decide: ({ loaded: supply, command: { quantity, orderedOn, reference }, now, newId }) =>
    order(supply, { orderId: newId(), quantity, orderedOn, reference }, now),
  save: ({ tx, change }) => addOrder(tx, change),
  events: ({ saved: placed }) => [orderedEvent(placed)],
  subjects: ({ saved: { supply, orderId } }) => [supply.waveId, orderId],
  reply: ({ saved: { ordered } }) => ({ ordered }),
});

const recordDelivery = command(Rollout.recordDelivery, {
  parse({ request: { quantity }, fields }) {
    const waveId = fields.uuid('wave_id');
    fields.check(checkQuantity(quantity, 'quantity'));
    return { waveId, quantity, deliveredOn: fields.text('delivered_on', checkDay) };
  },
  load: async ({ tx, command: { waveId } }) => (await lockSupply(tx, waveId)) ?? notFound('wave'),
  decide: ({ loaded: supply, command: { quantity, deliveredOn }, now, newId }) =>
    deliver(supply, { deliveryId: newId(), quantity, deliveredOn }, now),
  save: ({ tx, change }) => addDelivery(tx, change),
  events: ({ saved: delivery }) => [deliveredEvent(delivery)],
  subjects: ({ saved: { supply, deliveryId } }) => [supply.waveId, deliveryId],
  reply: ({ saved: { deliveryId } }) => ({ deliveryId }),
});

const acceptNewSplit = command(Rollout.acceptSplit, {
  parse({ request: { parts }, fields }) {
    const deliveryId = fields.uuid('delivery_id');
    const method = fields.word('method', methodName, 'methods');
    fields.check(checkQuantities(parts, 'parts', 0, checkUnitCode));
    return { deliveryId, method, parts };
  },
  authorize: ({ call }) => refuseUnnamed(call),
  async load({ tx, command: { deliveryId, parts } }) {
    const delivery = await lockDelivery(tx, deliveryId);
    return delivery === undefined ? notFound('delivery') : { delivery, known: await knownUnits(tx, codesOf(parts)) };
  },
  decide: ({ loaded: { delivery, known }, command: { method, parts }, now }) =>
    acceptSplit(delivery, known, { method, parts }, now),
  save: ({ tx, change: split, call: { caller, actingUser } }) =>
    saveSplit(tx, split, { caller: caller.name, actingUser }),
  events: ({ saved: split }) => [splitEvent(split)],
  subjects: ({ saved: { delivery } }) => [delivery.waveId, delivery.deliveryId],
  reply: ({ saved: { acceptedAt } }) => ({ acceptedTime: acceptedAt }),
});

function codesOf(units: readonly UnitQuantity[]): string[] {
  return units.map(({ patrolUnitCode }) => patrolUnitCode);
}

export const WAVE_COMMANDS: readonly Rpc[] = [planNewWave, recordOrder, recordDelivery, acceptNewSplit];
