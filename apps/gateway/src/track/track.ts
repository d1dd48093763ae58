import type { Language } from '../site/module.ts';
import type { FootageStatus } from './footage.ts';

/** What anyone who holds the token of a report may see. */
export interface ReportStatus {
  readonly step: CourseStep | undefined;
  readonly text: Readonly<Record<Language, string>>;
  /** Undefined for sensitive reports, like the next two. */
  readonly receivedAt: Date | undefined;
  readonly stateSince: Date | undefined;
  readonly what: Readonly<Record<Language, string>> | undefined;
  readonly hromadaCode: string;
  /** The services that deal with it; empty for sensitive reports. */
  readonly signature: Readonly<Record<Language, string>>;
  readonly additionsLeft: number;
  readonly mayConfirm: boolean;
  readonly mayReopen: boolean;
  /** It can be told by e-mail what becomes of it. */
  readonly mayBeTold: boolean;
  /** The report is another person's, which the holder of the token has joined. */
  readonly isVoice: boolean;
}

/** The usual course of a report. */
export const COURSE = ['received', 'triaged', 'working', 'resolved', 'closed'] as const;
export type CourseStep = (typeof COURSE)[number];

export type TrackAction = 'add' | 'confirm' | 'reopen';

/** An opened report in a form: the token stays sealed, and each form has an id, so that what is sent twice is done once. */
export interface TrackDraft {
  readonly requestId: string;
  /** Milliseconds. */
  readonly startedAt: number;
  readonly token: string;
}

/** Why a step was not taken. */
export type TrackRefusal =
  | 'badToken'
  | 'notNow'
  | 'tooLate'
  | 'tooMany'
  | 'erased'
  | 'alreadySent'
  | 'noDeadline'
  | 'text'
  | 'unknown';

export type TrackOutcome = { readonly status: ReportStatus } | { readonly refusal: TrackRefusal };

/** What becomes of an appeal. */
export type AppealOutcome = { readonly request: FootageStatus } | { readonly refusal: TrackRefusal };

/** What a token opens: a report, or a request for footage. */
export type OpenedToken = TrackOutcome | { readonly request: FootageStatus };

/** Copies have blanks and line ends in them. */
export function tokenOf(written: string): string {
  return written.replaceAll(/\s+/g, '');
}
