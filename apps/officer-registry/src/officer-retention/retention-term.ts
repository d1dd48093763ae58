import {
  addDays,
  checkDay,
  checkSource,
  inForce,
  unless,
  type Day,
  type RuleStatus,
  type Violation,
} from '@safe-community/domain-kit';

/** How long the personal data of a dismissed officer is kept, from a day on, until a later term. */
export interface RetentionTerm {
  /** Full days after the day of the dismissal. */
  readonly days: number;
  readonly validFrom: Day;
  /** The act that sets it. */
  readonly source: string;
  readonly status: RuleStatus;
}

const MAX_DAYS = 36_600;

export function checkTerm({ days, validFrom, source }: RetentionTerm): Violation[] {
  return [
    ...unless(days >= 1 && days <= MAX_DAYS, 'days', `must be 1 to ${MAX_DAYS}`),
    ...checkDay(validFrom, 'valid_from'),
    ...checkSource(source, 'source'),
  ];
}

/**
 * How many days the data of an officer is kept, as seen on a day: by the longest of the terms that held from the
 * dismissal on, so that a change of the law erases nothing early. Undefined, and then for ever, unless the term of the
 * day is confirmed: an erasure cannot be undone.
 */
function keptDays(terms: readonly RetentionTerm[], dismissedOn: Day, day: Day): number | undefined {
  if (inForce(terms, day)?.status !== 'confirmed') return undefined;
  const first = inForce(terms, dismissedOn)?.validFrom ?? '';
  return Math.max(...terms.filter((term) => term.validFrom >= first && term.validFrom <= day).map(({ days }) => days));
}

/** The first day on which the data may be erased, by the terms until a day. Undefined if it must be kept. */
export function dueOn(terms: readonly RetentionTerm[], dismissedOn: Day, day: Day): Day | undefined {
  const kept = keptDays(terms, dismissedOn, day);
  return kept === undefined ? undefined : addDays(dismissedOn, kept + 1);
}

/** Days of dismissal, the first and the last of them. */
export interface DueDays {
  readonly first: Day;
  readonly last: Day;
}

/** Before every officer. */
const EARLIEST = '1900-01-01';

/** The days of dismissal for which the erasure is due on a day. */
export function dueDays(terms: readonly RetentionTerm[], day: Day): DueDays[] {
  const begun = terms
    .map(({ validFrom }) => validFrom)
    .filter((from) => from <= day)
    .toSorted();
  // Before the first term, all terms count, as on its first day.
  return begun.flatMap((from, index) => {
    const kept = keptDays(terms, from, day);
    if (kept === undefined) return [];
    const next = begun[index + 1];
    const ends = [addDays(day, -kept - 1), ...(next === undefined ? [] : [addDays(next, -1)])];
    const days = { first: index === 0 ? EARLIEST : from, last: ends.toSorted()[0] ?? '' };
    return days.last < days.first ? [] : [days];
  });
}
