import { checkText } from './plain-text.ts';
import { unless, type Violation } from './violation.ts';

const LONGEST = 500;

/** Why somebody does what cannot go without a reason or ground. */
export function checkStatement(text: string, field: string): Violation[] {
  return [...unless(text.trim() !== '', field, 'must not be empty'), ...checkText(text, field, LONGEST)];
}

/** Why a step is taken: some steps need a reason, all may have one. */
export function checkReason(reason: string, required: boolean): Violation[] {
  return required ? checkStatement(reason, 'reason') : checkText(reason, 'reason', LONGEST);
}
