import { checkReadReason as checkRequired, type Violation } from '@safe-community/domain-kit';

/** Why somebody reads an incident; required for sensitive ones. */
export function checkReadReason(reason: string, required: boolean): Violation[] {
  if (reason === '' && !required) return [];
  return checkRequired(reason, 'reason');
}
