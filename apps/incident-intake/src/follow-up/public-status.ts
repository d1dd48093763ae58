import { isSensitive, type Category } from '../catalogue/category.ts';
import type { IncidentState } from '../incident/states.ts';
import type { Wording } from '../catalogue/wording.ts';
import { MOST_ADDITIONS } from './most-additions.ts';
import { mayConfirm, mayReopen } from './reporter-steps.ts';
import { JOINED, REMINDER, STATE_WORDINGS } from './status-wordings.ts';

/** What of an incident its public status is made of: nothing personal. */
export interface ReportStanding {
  readonly category: Category;
  readonly hromadaCode: string;
  readonly receivedAt: Date;
  readonly state: IncidentState;
  readonly stateSince: Date;
  /** The incident into which it was merged. */
  readonly primary: Reached | undefined;
  readonly additions: number;
  /** Nothing personal can be added any more. */
  readonly erased: boolean;
}

/** A state and when it was reached. */
interface Reached {
  readonly state: IncidentState;
  readonly stateSince: Date;
}

/** What whoever holds the token may know. */
export interface PublicStatus {
  readonly state: IncidentState;
  readonly text: Wording;
  readonly additionsLeft: number;
  readonly mayConfirm: boolean;
  readonly mayReopen: boolean;
  /** Absent for sensitive categories. */
  readonly open: OpenStatus | undefined;
}

interface OpenStatus {
  readonly receivedAt: Date;
  readonly stateSince: Date;
  readonly category: Category;
  readonly hromadaCode: string;
}

/**
 * The state of a duplicate is that of the incident into which it was merged: what the reporter wants to know is
 * whether the thing is dealt with.
 */
export function publicStatus(standing: ReportStanding, now: Date): PublicStatus {
  const { category, hromadaCode, receivedAt, primary, additions, erased } = standing;
  const { state, stateSince } = primary ?? standing;
  const may = { mayConfirm: mayConfirm(standing), mayReopen: !erased && mayReopen(standing, now) };
  const sensitive = isSensitive(category);
  return {
    state,
    // That somebody else reported the same is no business of whoever got hold of the victim's token.
    text: textOf(state, primary !== undefined && !sensitive, may.mayConfirm && may.mayReopen),
    additionsLeft: erased ? 0 : Math.max(0, MOST_ADDITIONS - additions),
    ...may,
    open: sensitive ? undefined : { receivedAt, stateSince, category, hromadaCode },
  };
}

function textOf(state: IncidentState, joined: boolean, asksBack: boolean): Wording {
  const sentences = [...(joined ? [JOINED] : []), STATE_WORDINGS[state], ...(asksBack ? [REMINDER] : [])];
  return { uk: sentences.map(({ uk }) => uk).join(' '), en: sentences.map(({ en }) => en).join(' ') };
}
