import {
  invalid,
  notFound,
  preconditionFailed,
  unless,
  type Decision,
  type Violation,
  kyivDay,
  monthsAfter,
} from '@safe-community/domain-kit';
import { checkEachOnce } from './each-once.ts';

/** Measures of an urgent prohibition order (law 2229-VIII, art. 25). */
export const MEASURES = ['leave_home', 'no_entry', 'no_contact'] as const;

export type Measure = (typeof MEASURES)[number];

/** What an order requires of the offender, and when. */
export interface OrderTerms {
  readonly measures: readonly Measure[];
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** What a court adds to an order. */
export interface CourtDecision {
  readonly number: string;
  readonly extendsOrderId: string;
}

export interface ProtectionOrder extends OrderTerms {
  readonly orderId: string;
  readonly recordedAt: Date;
  /** Absent for an order of the police. */
  readonly court: CourtDecision | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_URGENT_DAYS = 10;
const EARLIEST_HOURS = 1;
/** An order may wait for the end of an arrest, and that is at most 15 days. */
const LATEST_DAYS = 30;
const OF_AGE_YEARS = 18;

/** They remove a person from the home, which the law does not allow for anyone under 18. */
const OUT_OF_HOME: ReadonlySet<Measure> = new Set(['leave_home', 'no_entry']);

/** Whether the order needs the offender's date of birth. */
export function asksForAge({ measures }: OrderTerms): boolean {
  return measures.some((measure) => OUT_OF_HOME.has(measure));
}

/**
 * The police issue an urgent order.
 *
 * @param birthDate of the offender; empty if unknown.
 */
export function issueOrder(
  orderId: string,
  terms: OrderTerms,
  birthDate: string,
  now: Date,
): Decision<ProtectionOrder> {
  const violations = checkUrgentOrder(terms, birthDate, now);
  if (violations.length > 0) return invalid(violations);
  if (birthDate === '' && asksForAge(terms)) {
    return preconditionFailed('BIRTH_DATE_UNKNOWN', "the measures need the offender's date of birth: record it first");
  }
  return { ...terms, orderId, recordedAt: now, court: undefined };
}

/** The police's own order (art. 25). */
export function checkUrgentOrder(terms: OrderTerms, birthDate: string, now: Date): Violation[] {
  const [from, to] = [terms.validFrom.getTime(), terms.validTo.getTime()];
  return [
    ...checkMeasures(terms, birthDate),
    ...unless(
      from >= now.getTime() - EARLIEST_HOURS * HOUR_MS && from <= now.getTime() + LATEST_DAYS * DAY_MS,
      'valid_from',
      `must be from an hour ago to ${LATEST_DAYS} days on`,
    ),
    ...unless(
      to > from && to <= from + LONGEST_URGENT_DAYS * DAY_MS,
      'valid_to',
      `must be after valid_from, by at most ${LONGEST_URGENT_DAYS} days (law 2229-VIII, art. 25)`,
    ),
  ];
}

const COURT_MONTHS = { least: 1, most: 6 };
/** More than six months in any calendar. Times far beyond would give days that do not compare as text. */
const LONGEST_COURT_DAYS = 200;

/** A court extends an order of the case. It may do so even if the offender's age is not known here. */
export function extendOrder(
  orderId: string,
  extension: { readonly terms: OrderTerms; readonly court: CourtDecision },
  orders: readonly ProtectionOrder[],
  birthDate: string,
  now: Date,
): Decision<ProtectionOrder> {
  const { terms, court } = extension;
  const continued = orders.find((order) => order.orderId === court.extendsOrderId);
  if (continued === undefined) return notFound('protection order');
  const violations = checkCourtOrder(terms, continued, birthDate);
  if (violations.length > 0) return invalid(violations);
  return { ...terms, orderId, recordedAt: now, court };
}

/** A court's order that continues another (art. 26); months are counted by days of the calendar in Ukraine. */
export function checkCourtOrder(terms: OrderTerms, continued: OrderTerms, birthDate: string): Violation[] {
  const { validFrom, validTo } = terms;
  return [
    ...checkMeasures(terms, birthDate),
    ...unless(
      validFrom >= continued.validFrom && validFrom <= continued.validTo,
      'valid_from',
      'must lie within the order that is continued',
    ),
    ...unless(
      isWithinMonths(validFrom, validTo),
      'valid_to',
      `must be ${COURT_MONTHS.least} to ${COURT_MONTHS.most} months after valid_from (law 2229-VIII, art. 26)`,
    ),
  ];
}

function isWithinMonths(from: Date, to: Date): boolean {
  if (to <= from || to.getTime() > from.getTime() + LONGEST_COURT_DAYS * DAY_MS) return false;
  const [first, last] = [kyivDay(from), kyivDay(to)];
  return last >= monthsAfter(first, COURT_MONTHS.least) && last <= monthsAfter(first, COURT_MONTHS.most);
}

export function checkDecisionNumber(number: string, field = 'court_decision'): Violation[] {
  return unless(
    /^[\p{L}\d/ -]{1,60}$/u.test(number) && number.trim() !== '',
    field,
    'must be 1 to 60 letters, digits, "/", "-" and blanks',
  );
}

function checkMeasures(terms: OrderTerms, birthDate: string): Violation[] {
  const under = birthDate !== '' && isUnderAge(birthDate, terms.validFrom);
  return [
    ...checkEachOnce(terms.measures, 'measures'),
    ...terms.measures.flatMap((measure, index) =>
      unless(!(under && OUT_OF_HOME.has(measure)), `measures[${index}]`, 'is not for offenders under 18'),
    ),
  ];
}

/** A person is of age on the 18th birthday; somebody born on 29 February, on 1 March in a year without that day. */
function isUnderAge(birthDate: string, at: Date): boolean {
  const year = Number(birthDate.slice(0, 4)) + OF_AGE_YEARS;
  return kyivDay(at) < `${year}${birthDate.slice(4)}`;
}
