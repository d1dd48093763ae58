import { addDays, type Day } from '@safe-community/domain-kit';
import type { ExpiryState } from '../recordings/module.ts';
import type { ExpiryTerm } from './retention-policy.ts';

export type { ExpiryState };

/** What the expiry of a recording depends on. */
export interface Retained {
  readonly state: ExpiryState;
  /** The first day that the policies of today do not cover; undefined if it is kept. */
  readonly dueOn: Day | undefined;
  /** Of an announced one. */
  readonly expiresOn: Day | undefined;
  /** The last day, of an expired one. */
  readonly restorableUntil: Day | undefined;
}

export type ExpiryStep =
  | { readonly kind: 'announce'; readonly expiresOn: Day }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'expire'; readonly restorableUntil: Day }
  | { readonly kind: 'restore' }
  | { readonly kind: 'delete' };

/** The last day on which the retention of a recording that is announced on a day may end. */
export function announcedUntil(term: ExpiryTerm, today: Day): Day {
  return addDays(today, term.noticeDays + 1);
}

/**
 * The next step of a recording on a day; undefined if it stays as it is.
 *
 * @param term that of the day; undefined unless it is confirmed, and then nothing is announced and nothing expires.
 */
export function nextStep(
  { state, dueOn, expiresOn, restorableUntil }: Retained,
  term: ExpiryTerm | undefined,
  today: Day,
  isFrozen: boolean,
): ExpiryStep | undefined {
  const isKept = isFrozen || dueOn === undefined;
  switch (state) {
    case 'kept': {
      if (isKept || term === undefined || dueOn > announcedUntil(term, today)) return undefined;
      return { kind: 'announce', expiresOn: announcedUntil(term, today) };
    }
    case 'announced': {
      if (expiresOn === undefined || isKept || dueOn > expiresOn) return { kind: 'cancel' };
      if (term === undefined || today < expiresOn) return undefined;
      return { kind: 'expire', restorableUntil: addDays(today, term.restoreDays) };
    }
    case 'expired': {
      if (restorableUntil === undefined || isKept || dueOn > today) return { kind: 'restore' };
      return today > restorableUntil ? { kind: 'delete' } : undefined;
    }
    case 'deleted': {
      return undefined;
    }
  }
}

/** What a freeze does to a recording: an announcement, or an expiry that is not final, is taken back. */
export function takenBack<Recording extends { readonly state: ExpiryState }>(
  recording: Recording,
): { readonly recording: Recording; readonly step: ExpiryStep }[] {
  if (recording.state === 'announced') return [{ recording, step: { kind: 'cancel' } }];
  return recording.state === 'expired' ? [{ recording, step: { kind: 'restore' } }] : [];
}
