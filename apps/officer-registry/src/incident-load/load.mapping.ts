import { HromadaOrder } from '@safe-community/contracts/officers/v1/coverage.ts';
import { enumNames } from '@safe-community/domain-kit';
import { compoundPlace, toCount } from '@safe-community/grpc-kit';
import { toCode } from '../territory/module.ts';
import { ORDERS, type ListPlace, type Order } from './order.ts';

const { nameOf, numberOf } = enumNames(HromadaOrder, ORDERS);

/** For page tokens. */
export const LIST_PLACE = compoundPlace<ListPlace>({
  incidents: toCount,
  missing: toCount,
  population: toCount,
  code: toCode,
});

/** `usual` if the caller leaves it open; undefined for a number that the contract does not know. */
export function toOrder(number: number, usual: Order = 'population'): Order | undefined {
  return number === HromadaOrder.UNSPECIFIED ? usual : nameOf(number);
}

/**
 * The number for the tokens of a list: one for both requests by the usual order. An unknown order, of a request that is
 * then refused, has none.
 */
export function orderNumber(order: Order | undefined): HromadaOrder {
  return order === undefined ? HromadaOrder.UNSPECIFIED : numberOf(order);
}
