import {
  addDays,
  checkDay,
  checkName,
  kyivDay,
  lastMomentOf,
  monthsAfter,
  unless,
  within,
  workingDaysAfter,
  type Calendar,
  type Day,
  type Violation,
} from '@safe-community/domain-kit';

export const REQUEST_KINDS = [
  'information',
  'complaint',
  'attorney',
  'own_data',
  'third_party_data',
  'data_change',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const TRACKS = ['usual', 'urgent', 'simple'] as const;
/** Which of the terms of a kind applies: life or freedom is at stake, or nothing needs to be studied. */
export type Track = (typeof TRACKS)[number];

export const TERM_UNITS = ['hours', 'days', 'working_days', 'months'] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

export interface Term {
  readonly amount: number;
  readonly unit: TermUnit;
}

/** The terms for requests of a kind and track that are received from a day on, until a later rule. */
export interface DeadlineTerm {
  readonly kind: RequestKind;
  readonly track: Track;
  readonly validFrom: Day;
  /** For the decision. */
  readonly term: Term;
  /** From receipt to the last moment after an extension; absent if the law allows none. */
  readonly longest?: Term;
  /** For the decision on an appeal, from the appeal; absent if no rule is known. */
  readonly appeal?: Term;
  readonly source: string;
  /** Whether a person has compared it with the source. */
  readonly confirmed: boolean;
}

const MAX_AMOUNT = 1_000;
export const SOURCE = { least: 2, most: 500 };

export function checkDeadlineTerm({ validFrom, term, longest, appeal, source }: DeadlineTerm): Violation[] {
  return [
    ...checkDay(validFrom, 'valid_from'),
    ...within('term', checkTerm(term)),
    ...within('longest', longest === undefined ? [] : checkTerm(longest)),
    ...within('appeal', appeal === undefined ? [] : checkTerm(appeal)),
    ...checkName(source, 'source', SOURCE),
  ];
}

function checkTerm({ amount }: Term): Violation[] {
  return unless(amount >= 1 && amount <= MAX_AMOUNT, 'amount', `must be 1 to ${MAX_AMOUNT}`);
}

/** The rule of a kind and track for what is received on a day. */
export function termOn(
  terms: readonly DeadlineTerm[],
  kind: RequestKind,
  track: Track,
  day: Day,
): DeadlineTerm | undefined {
  return terms
    .filter((each) => each.kind === kind && each.track === track && each.validFrom <= day)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}

/** Computes deadlines by the rules of the day. */
export interface Deadlines {
  /** For the decision, and for an extended one if the law allows it; undefined without a rule. */
  ofRequest(kind: RequestKind, track: Track, receivedAt: Date): RequestDeadline | undefined;
  /** For the decision on an appeal; undefined without a rule. */
  ofAppeal(kind: RequestKind, track: Track, appealedAt: Date): Date | undefined;
}

interface RequestDeadline {
  readonly dueAt: Date;
  readonly longestAt?: Date;
}

export function deadlinesBy(terms: readonly DeadlineTerm[], calendar: Calendar): Deadlines {
  return {
    ofRequest(kind, track, receivedAt) {
      const rule = termOn(terms, kind, track, kyivDay(receivedAt));
      if (rule === undefined) return undefined;
      const due = dueAt(rule.term, receivedAt, calendar);
      return rule.longest === undefined
        ? { dueAt: due }
        : { dueAt: due, longestAt: dueAt(rule.longest, receivedAt, calendar) };
    },
    ofAppeal(kind, track, appealedAt) {
      const term = termOn(terms, kind, track, kyivDay(appealedAt))?.appeal;
      return term && dueAt(term, appealedAt, calendar);
    },
  };
}

const HOUR_MS = 3_600_000;

/**
 * The last moment of a term. The day on which it begins does not count; the last day counts to its end in Kyiv. Hours
 * count to the millisecond.
 */
export function dueAt({ amount, unit }: Term, from: Date, calendar: Calendar): Date {
  const day = kyivDay(from);
  if (unit === 'hours') return new Date(from.getTime() + amount * HOUR_MS);
  if (unit === 'days') return lastMomentOf(addDays(day, amount));
  if (unit === 'months') return lastMomentOf(monthsAfter(day, amount));
  return lastMomentOf(workingDaysAfter(calendar, day, amount));
}
