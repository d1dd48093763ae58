import { addDays, type Day } from '@safe-community/domain-kit';
import { legalSteps, stateAfter, type ExpiryState, type ExpiryStepKind } from './expiry-steps.ts';
import type { ExpiryTerm } from './retention-policy.ts';

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
  const situation = { dueOn: isFrozen ? undefined : dueOn, expiresOn, restorableUntil, term, today };
  for (const step of legalSteps(state)) {
    const taken = WHEN[step](situation);
    if (taken !== undefined) return taken;
  }
  return undefined;
}

/** `dueOn` is undefined if the recording is kept or frozen. */
interface Situation extends Omit<Retained, 'state'> {
  readonly term: ExpiryTerm | undefined;
  readonly today: Day;
}

/** When each step is taken in a state that allows it. */
const WHEN: Readonly<Record<ExpiryStepKind, (situation: Situation) => ExpiryStep | undefined>> = {
  announce({ dueOn, term, today }) {
    if (dueOn === undefined || term === undefined || dueOn > announcedUntil(term, today)) return undefined;
    return { kind: 'announce', expiresOn: announcedUntil(term, today) };
  },
  cancel: ({ dueOn, expiresOn }) => (isLater(dueOn, expiresOn) ? { kind: 'cancel' } : undefined),
  expire({ expiresOn, term, today }) {
    if (term === undefined || expiresOn === undefined || today < expiresOn) return undefined;
    return { kind: 'expire', restorableUntil: addDays(today, term.restoreDays) };
  },
  restore({ dueOn, restorableUntil, today }) {
    return restorableUntil === undefined || isLater(dueOn, today) ? { kind: 'restore' } : undefined;
  },
  delete({ restorableUntil, today }) {
    return restorableUntil !== undefined && today > restorableUntil ? { kind: 'delete' } : undefined;
  },
};

/** Whether a recording is kept for longer than until a day. */
function isLater(dueOn: Day | undefined, day: Day | undefined): boolean {
  return dueOn === undefined || day === undefined || dueOn > day;
}

/** What a freeze does to a recording: an announcement, or an expiry that is not final, is taken back. */
export function takenBack<Recording extends { readonly state: ExpiryState }>(
  recording: Recording,
): { readonly recording: Recording; readonly step: ExpiryStep }[] {
  return STEPS_BACK.filter(({ kind }) => stateAfter(recording.state, kind) !== undefined).map((step) => ({
    recording,
    step,
  }));
}

const STEPS_BACK = [{ kind: 'cancel' }, { kind: 'restore' }] as const satisfies readonly ExpiryStep[];
