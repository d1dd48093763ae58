import { checkText } from '../incident/plain-text.ts';
import { unless, type Violation } from '@safe-community/domain-kit';

/** What a reporter said later. */
export interface Addition {
  readonly addedAt: Date;
  readonly text: string;
}

const LONGEST = 2_000;

export function checkAddition(text: string): Violation[] {
  return [...unless(text.trim() !== '', 'text', 'must not be empty'), ...checkText(text, 'text', LONGEST)];
}
