import { preconditionFailed, refuseInvalid } from '@safe-community/domain-kit';
import { isBadInput, type BadInput } from './bad-input.ts';
import { isIllegal, type CaseChange, type IllegalStep } from './incident-case.ts';

/** The change that a step comes to; refused when the incident does not allow it or what was told of it cannot be. */
export function accept(outcome: CaseChange | IllegalStep | BadInput): CaseChange {
  if (isBadInput(outcome)) {
    refuseInvalid(outcome.violations);
    throw new Error('bad input names at least one field');
  }
  if (isIllegal(outcome)) throw preconditionFailed(outcome.illegal, outcome.message);
  return outcome;
}
