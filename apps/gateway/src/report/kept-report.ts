import type { FieldProblem } from '../forms/module.ts';
import type { Language } from '../site/module.ts';
import { STEPS, type Draft, type SentReport, type Step, type TypedFields } from './report.ts';

/** The step of the places that were found, and the end. */
export type ShownStep = Step | 'choose' | 'sent';

/** Those that have an address while the report is not sent. */
export const STEPS_SHOWN: readonly Shown['step'][] = [...STEPS, 'choose'];

/** A step to show, with what has to be corrected on it. */
export interface Shown {
  readonly step: Exclude<ShownStep, 'sent'>;
  readonly problems: readonly FieldProblem[];
  /** Of the answer, if it is neither that of a page nor that of a problem. */
  readonly status?: 409 | 503;
}

/** A report that the service has taken, or a voice. */
export interface Sent {
  readonly sent: SentReport;
  readonly category: string;
  readonly draftId: string;
  /** The report of another person that was joined instead. */
  readonly joined?: string;
}

/** What is kept under the address of a report. Once it is sent, nothing of what was entered is. */
export type KeptReport = { readonly draft: Draft; readonly last: LastAnswer } | Sent;

/** The step that was answered last, as it was answered. */
interface LastAnswer extends Shown {
  /** Of the problems. */
  readonly language: Language;
  /** Empty for sensitive reports, of which nothing comes back. */
  readonly typed: TypedFields;
}

/** How long the code of a sensitive report can be shown again: the next person at the browser must not find it. */
export const MAX_SENSITIVE_CODE_MS = 15 * 60_000;

/** Where a step is shown. */
export function addressOf(address: string, step: ShownStep): string {
  return `/report?form=${address}&step=${step}`;
}
