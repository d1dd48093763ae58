/** A form on its way. Its id lets what is sent twice be done once. */
interface Begun {
  readonly requestId: string;
  /** Milliseconds. */
  readonly startedAt: number;
}

/** Of the report that somebody wants mails about: the token stays sealed. */
export interface ToldDraft extends Begun {
  readonly token: string;
}

/** What the link of a mail leads to: a page with one button, because programs that check mails open links. */
export type CodeAction = 'confirm' | 'end';

export interface CodeDraft extends Begun {
  readonly code: string;
}

export type ToldRefusal = 'email' | 'tooMany' | 'notOffered' | 'badToken' | 'alreadySent' | 'unknown';
export type CodeRefusal = 'badCode' | 'unknown';

/** What mail servers send when somebody ends a subscription in their mailbox (RFC 8058). */
export const ONE_CLICK = { field: 'List-Unsubscribe', value: 'One-Click' };

/** Empty for anything but a code: nothing else comes back in a page. */
export function codeOf(written: string): string {
  return /^[\w-]{43}$/.test(written) ? written : '';
}
