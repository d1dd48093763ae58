import { preconditionFailed, type Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';

/** The refusal of a call that names no person, of what only a person decides; undefined if it names one. */
export function refuseUnnamed({ actingUser }: Pick<CallContext, 'actingUser'>): Refusal | undefined {
  return actingUser === '' ? preconditionFailed('PERSON_REQUIRED', 'the call names no person') : undefined;
}
