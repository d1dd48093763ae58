import { z } from 'zod';
import { checkText } from '../incident/plain-text.ts';

/** A text that people read. */
export function text(most: number) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .superRefine((written, context) => {
      for (const { rule } of checkText(written, '', most)) context.addIssue({ code: 'custom', message: rule });
    });
}

/** What something is called in one of the languages. */
export function wording() {
  return text(200);
}
