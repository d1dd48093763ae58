import { invalid, isPast, kyivDay, notFound, unless, type Decision, type Violation } from '@safe-community/domain-kit';
import { checkEachOnce } from './each-once.ts';
import { alreadyEnded, type OrderStep, type ProtectionOrder } from './recorded-order.ts';

/** A step of an order with that order. */
export interface OrderChange {
  readonly order: ProtectionOrder;
  readonly step: OrderStep;
}

/** Adds a step to the order that it names. */
export function takeStep(orders: readonly ProtectionOrder[], step: OrderStep): Decision<OrderChange> {
  const order = orders.find(({ orderId }) => orderId === step.orderId);
  if (order === undefined) return notFound('protection order');
  if (step.kind === 'ended' && order.endedAt !== undefined) return alreadyEnded();
  const violations = checkStep(order, step);
  return violations.length > 0 ? invalid(violations) : { order, step };
}

function checkStep(order: ProtectionOrder, step: OrderStep): Violation[] {
  const { happenedAt, recordedAt } = step;
  const field = `${step.kind}_time`;
  const past = unless(isPast(happenedAt, recordedAt), field, 'must not be in the future');
  if (step.kind === 'appealed') {
    const isIssued = kyivDay(happenedAt) >= (order.issuedOn === '' ? kyivDay(order.validFrom) : order.issuedOn);
    return [...past, ...unless(isIssued, field, 'must not be before the day of issue')];
  }
  const isInForce = happenedAt >= order.validFrom && happenedAt <= (order.endedAt ?? order.validTo);
  const inForce = unless(isInForce, field, 'must be while the order is in force');
  if (step.kind === 'ended') return [...past, ...inForce];
  return [
    ...past,
    ...inForce,
    ...checkEachOnce(step.measures, 'measures'),
    ...step.measures.flatMap((measure, index) =>
      unless(order.measures.includes(measure), `measures[${index}]`, 'must be a measure of the order'),
    ),
  ];
}

/** How many steps the orders of a case have. */
export function countSteps(orders: readonly ProtectionOrder[]): number {
  return orders.reduce((sum, { steps }) => sum + steps.length, 0);
}
