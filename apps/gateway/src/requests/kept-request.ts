import type { FieldProblem } from '../forms/module.ts';
import type { Language } from '../site/module.ts';
import type { RequestDraft, RequestKind, SentRequest, Typed } from './request.ts';

/** A form to show, with what has to be corrected on it. */
export interface ShownForm {
  readonly typed: Typed;
  readonly problems: readonly FieldProblem[];
  /** Of the answer, if it is not that of a mistake. */
  readonly status?: 409 | 503;
}

/** What is kept under the address of a form. Once it is sent, nothing of what was entered is. */
export type KeptRequest =
  | { readonly draft: RequestDraft; readonly shown: ShownForm; readonly language: Language }
  | { readonly sent: SentRequest };

/** Where a form is shown. */
export function addressOf(kind: RequestKind, address: string): string {
  return `/${kind}?form=${address}`;
}
