import type { Declared } from '../leak-probe/contract.ts';
import { serviceOf } from '../system/service-of.ts';
import type { Service } from '../system/service.ts';
import type { System } from '../system/system.ts';

/** The services that may have a method: those of ledger, consumer, and audit are tried at each service. */
export function placesOf(system: System, { path }: Pick<Declared, 'path'>): readonly Service[] {
  return isOfSeveral(path) ? system.services : [serviceOf(system, path)];
}

export function isOfSeveral(path: string): boolean {
  return isOfOperators(path) || path.startsWith('/safecommunity.audit.');
}

/** A valid request of this kind would take effect, such as a new epoch. */
export function isOfOperators(path: string): boolean {
  return path.startsWith('/safecommunity.ledger.');
}
