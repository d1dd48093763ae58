import type { Declared } from '../leak-probe/contract.ts';
import { serviceOf } from '../system/service-of.ts';
import type { Service } from '../system/service.ts';
import type { System } from '../system/system.ts';

/** Where a method may be served: what ledgers, consumers and audits offer is asked of each service. */
export function placesOf(system: System, { path }: Pick<Declared, 'path'>): readonly Service[] {
  return isOfSeveral(path) ? system.services : [serviceOf(system, path)];
}

export function isOfSeveral(path: string): boolean {
  return isOfOperators(path) || path.startsWith('/safecommunity.audit.');
}

/** Within the rules such a request would do its work: a ledger would begin anew. */
export function isOfOperators(path: string): boolean {
  return path.startsWith('/safecommunity.ledger.');
}
