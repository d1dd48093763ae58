import { Refusal, type Caller } from '@safe-community/grpc-kit';
import { isSensitive, type Category } from '../domain/catalogue/category.ts';

export const READ_SENSITIVE = 'incidents.read-sensitive';

/** Whoever reads or changes a sensitive incident needs a scope of its own beside that of the method. */
export function demandEntitled(caller: Caller, category: Category): void {
  if (!isSensitive(category) || caller.scopes.has(READ_SENSITIVE)) return;
  throw new Refusal('permission-denied', `the incident is a sensitive one: ${READ_SENSITIVE} is needed`, {
    reason: 'SCOPE_MISSING',
  });
}
