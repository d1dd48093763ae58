import { checkText, unless, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Operator } from '@safe-community/ledger';

const REASON = { most: 500 };

/** The reason of a decision that stays on record. */
export function checkReason(reason: string, field: string): Violation[] {
  return [...unless(reason.trim() !== '', field, 'must not be empty'), ...checkText(reason, field, REASON)];
}

/** Who makes a decision that stays on record. */
export function operatorOf({ caller, actingUser }: CallContext): Operator {
  return { caller: caller.name, actingUser };
}
