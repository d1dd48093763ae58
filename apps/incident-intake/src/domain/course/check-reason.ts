import { checkText } from '../plain-text.ts';
import { checkStatement } from '../statement.ts';
import type { Violation } from '../violation.ts';

const LONGEST = 500;

/** Why a step is taken: some steps need a reason, all may have one. */
export function checkReason(reason: string, required: boolean): Violation[] {
  return required ? checkStatement(reason, 'reason') : checkText(reason, 'reason', LONGEST);
}
