import { deliverySplit, waveDelivered, waveOrdered, wavePlanned, type NewEvent } from '@safe-community/events';
import type { AcceptedSplit } from './split.ts';
import { methodNumber } from './wave.mapping.ts';
import type { NewDelivery, Order, Supply, Wave } from './wave.ts';

/** A wave may cover several oblasts, so its events name none. */
const NOWHERE = {};

export function plannedEvent({ waveId, name, deliveryDueOn, issueDueOn, units, plannedAt }: Wave): NewEvent {
  return wavePlanned.create(
    { waveId, name, deliveryDueOn, issueDueOn, units: [...units], plannedTime: plannedAt },
    NOWHERE,
  );
}

export function orderedEvent({ supply, quantity, orderedOn }: Order & { readonly supply: Supply }): NewEvent {
  return waveOrdered.create({ waveId: supply.waveId, quantity, orderedOn }, NOWHERE);
}

export function deliveredEvent(delivery: NewDelivery & { readonly supply: Supply }): NewEvent {
  const { deliveryId, quantity, deliveredOn, supply } = delivery;
  return waveDelivered.create({ waveId: supply.waveId, deliveryId, quantity, deliveredOn }, NOWHERE);
}

export function splitEvent({ delivery, method, parts, acceptedAt }: AcceptedSplit): NewEvent {
  const { waveId, deliveryId } = delivery;
  return deliverySplit.create(
    { waveId, deliveryId, method: methodNumber(method), parts: [...parts], acceptedTime: acceptedAt },
    NOWHERE,
  );
}
