import type { Violation } from '@safe-community/domain-kit';
import { checkReadReason as checkRequired } from '@safe-community/service-kit';

/** Why somebody reads an incident; required for sensitive ones. */
export function checkReadReason(reason: string, required: boolean): Violation[] {
  if (reason === '' && !required) return [];
  return checkRequired(reason, 'reason');
}
