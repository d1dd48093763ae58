import { HromadaOrder, type IncidentLoad as LoadMessage } from '@safe-community/contracts/officers/v1/coverage.ts';
import { enumNames } from '@safe-community/domain-kit';
import type { Load } from './load.ts';
import { ORDERS, type Order } from './order.ts';

const { nameOf, numberOf } = enumNames(HromadaOrder, ORDERS);

/** By population if the caller leaves it open; undefined for a number that the contract does not know. */
export function toOrder(number: number): Order | undefined {
  return number === HromadaOrder.UNSPECIFIED ? 'population' : nameOf(number);
}

/** The number for the tokens of a list: one for both requests by population. */
export function orderNumber(order: Order): HromadaOrder {
  return numberOf(order);
}

export function toLoadMessage({ incidents, demonstration }: Load): LoadMessage {
  return { incidents: BigInt(incidents), demonstration: BigInt(demonstration) };
}
