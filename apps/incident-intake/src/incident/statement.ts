import { checkText, unless, type Violation } from '@safe-community/domain-kit';

const STATEMENT = { most: 500, lines: true };

/** The reason or ground of an action that requires one. */
export function checkStatement(text: string, field: string): Violation[] {
  return [...unless(text.trim() !== '', field, 'must not be empty'), ...checkText(text, field, STATEMENT)];
}

/** The reason of a step: some steps require one, all may have one. */
export function checkReason(reason: string, required: boolean): Violation[] {
  return required ? checkStatement(reason, 'reason') : checkText(reason, 'reason', STATEMENT);
}
