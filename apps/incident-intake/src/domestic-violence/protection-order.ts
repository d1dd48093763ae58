import {
  checkDay,
  invalid,
  isRefused,
  kyivDay,
  monthsAfter,
  notFound,
  preconditionFailed,
  unless,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { OrderKind, OrderRule } from '../law/module.ts';
import { checkEachOnce } from './each-once.ts';
import {
  alreadyEnded,
  MEASURES,
  type CourtDecision,
  type OrderTerms,
  type OrderWarning,
  type ProtectionOrder,
} from './recorded-order.ts';

/** An order to record, by the law of the day of its issue. */
export interface OrderToRecord {
  readonly orderId: string;
  readonly terms: OrderTerms;
  readonly issuedOn: Day;
  /** Undefined if the law of that day has none: nothing is known that the order could break. */
  readonly rule: OrderRule | undefined;
  /** Of the offender; empty if unknown. */
  readonly birthDate: string;
  /** The orders of the case. */
  readonly orders: readonly ProtectionOrder[];
  /** Whether another case of the offender has an urgent order. */
  readonly isOrderedElsewhere: boolean;
  readonly now: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An order may wait for the end of an arrest, and that is at most 15 days. */
const LATEST_DAYS = 30;
const OF_AGE_YEARS = 18;
/** Times far beyond would give days that do not compare as text. */
const MAX_TERM_DAYS = 4_000;

/** The day of issue of an order whose request names none: that of its beginning, or today. */
export function issueDay(given: Day, validFrom: Date, now: Date): Day {
  if (given !== '') return given;
  return kyivDay(validFrom < now ? validFrom : now);
}

/** The police issue an urgent order (art. 25). */
export function issueOrder(order: OrderToRecord): Decision<ProtectionOrder> {
  const judged = judge(order.rule, (rule) => checkOrder({ ...order, rule }));
  return isRefused(judged) ? judged : recorded(order, 'urgent', undefined, judged);
}

/** A court issues a restraining order, with or without an earlier order (art. 26). */
export function restrainingOrder(order: OrderToRecord, number: string): Decision<ProtectionOrder> {
  const judged = judge(order.rule, (rule) => checkOrder({ ...order, rule }));
  return isRefused(judged) ? judged : recorded(order, 'restraining', { number, extendsOrderId: '' }, judged);
}

type RuleWarnings = readonly Extract<OrderWarning, 'outside_unconfirmed_rule'>[];

/** A rule that is not confirmed refuses nothing: an order outside it gets a warning. */
function judge(
  rule: OrderRule | undefined,
  check: (rule: OrderRule | undefined) => readonly Violation[],
): Decision<RuleWarnings> {
  const broken = check(rule);
  if (broken.length === 0) return [];
  const others = rule?.status === 'unconfirmed' ? check(undefined) : broken;
  return others.length > 0 ? invalid(others) : ['outside_unconfirmed_rule'];
}

function recorded(
  order: OrderToRecord,
  kind: OrderKind,
  court: CourtDecision | undefined,
  ofRule: RuleWarnings,
): ProtectionOrder {
  const { orderId, terms, issuedOn, now, orders, isOrderedElsewhere } = order;
  const isEarlier = kind === 'urgent' && orders.some((other) => other.kind === kind);
  const warnings: OrderWarning[] = [
    ...(order.birthDate === '' && needsAdult(order) ? ['birth_date_unknown' as const] : []),
    ...(isEarlier ? ['earlier_order' as const] : []),
    ...(kind === 'urgent' && isOrderedElsewhere ? ['earlier_order_elsewhere' as const] : []),
    ...(issuedOn < kyivDay(now) ? ['recorded_late' as const] : []),
    ...ofRule,
  ];
  return { ...terms, orderId, kind, issuedOn, recordedAt: now, court, warnings, endedAt: undefined, steps: [] };
}

function needsAdult({ terms, rule }: OrderToRecord): boolean {
  return terms.measures.some((measure) => rule?.measuresOfAdults.includes(measure));
}

/** An order of the police or of a court, by the rule of the day of its issue. */
export function checkOrder(order: Omit<OrderToRecord, 'orderId' | 'orders' | 'isOrderedElsewhere'>): Violation[] {
  const { terms, issuedOn, rule, now } = order;
  const { validFrom, validTo } = terms;
  return [
    ...checkMeasures(order),
    ...checkDay(issuedOn, 'issued_date'),
    ...unless(issuedOn <= kyivDay(now), 'issued_date', 'must not be in the future'),
    ...unless(
      validFrom.getTime() <= now.getTime() + LATEST_DAYS * DAY_MS && kyivDay(validFrom) >= issuedOn,
      'valid_from',
      `must be from the day of issue to ${LATEST_DAYS} days on`,
    ),
    ...checkTerm(validFrom, validTo, rule),
  ];
}

function checkTerm(from: Date, to: Date, rule: OrderRule | undefined): Violation[] {
  if (rule === undefined) return unless(to > from, 'valid_to', 'must be after valid_from');
  const { leastTerm, mostTerm, unit } = rule;
  const bounds = leastTerm === 0 ? `at most ${mostTerm} ${unit}` : `${leastTerm} to ${mostTerm} ${unit}`;
  const isLawful = isAfterBy(from, to, leastTerm, mostTerm, unit);
  return unless(isLawful, 'valid_to', `must be after valid_from, by ${bounds} (${basisOf(rule)})`);
}

/** Days have 24 hours; months are counted by days of the calendar in Ukraine, and their last day counts to its end. */
function isAfterBy(from: Date, to: Date, least: number, most: number, unit: OrderRule['unit']): boolean {
  if (to <= from || to.getTime() > from.getTime() + MAX_TERM_DAYS * DAY_MS) return false;
  if (unit === 'days') {
    const days = (to.getTime() - from.getTime()) / DAY_MS;
    return days >= least && days <= most;
  }
  const [first, last] = [kyivDay(from), kyivDay(to)];
  return last >= monthsAfter(first, least) && last <= monthsAfter(first, most);
}

function basisOf({ source, status }: OrderRule): string {
  return `${source}; ${status}`;
}

function checkMeasures({ terms, rule, birthDate }: Pick<OrderToRecord, 'terms' | 'rule' | 'birthDate'>): Violation[] {
  const under = birthDate !== '' && isUnderAge(birthDate, terms.validFrom);
  return [
    ...checkEachOnce(terms.measures, 'measures'),
    ...terms.measures.flatMap((measure, index) => {
      if (rule === undefined) return [];
      const isOfAdults = under && rule.measuresOfAdults.includes(measure);
      return [
        ...unless(
          rule.measures.includes(measure),
          `measures[${index}]`,
          `must be one of ${rule.measures.join(', ')} (${basisOf(rule)})`,
        ),
        ...unless(!isOfAdults, `measures[${index}]`, 'is not for offenders under 18'),
      ];
    }),
  ];
}

/** A person is of age on the 18th birthday; somebody born on 29 February, on 1 March in a year without that day. */
function isUnderAge(birthDate: string, at: Date): boolean {
  const year = Number(birthDate.slice(0, 4)) + OF_AGE_YEARS;
  return kyivDay(at) < `${year}${birthDate.slice(4)}`;
}

/** How a court extends a restraining order. */
export interface Extension {
  readonly orderId: string;
  readonly extendsOrderId: string;
  readonly number: string;
  readonly issuedOn: Day;
  readonly validTo: Date;
}

/** A court extends a restraining order from its end on; the extension is an order of its own. */
export function extendRestraining(
  extension: Extension,
  orders: readonly ProtectionOrder[],
  rule: OrderRule | undefined,
  now: Date,
): Decision<ProtectionOrder> {
  const { orderId, extendsOrderId, number, issuedOn, validTo } = extension;
  const extended = orders.find((order) => order.orderId === extendsOrderId);
  if (extended === undefined) return notFound('protection order');
  if (extended.kind !== 'restraining') {
    return preconditionFailed('ORDER_NOT_RESTRAINING', 'only a restraining order of a court is extended');
  }
  if (extended.endedAt !== undefined) return alreadyEnded();
  const judged = judge(rule, (law) => [
    ...checkDay(issuedOn, 'issued_date'),
    ...unless(issuedOn <= kyivDay(now), 'issued_date', 'must not be in the future'),
    ...checkExtension(extended.validTo, validTo, law),
  ]);
  if (isRefused(judged)) return judged;
  const isSecond = (extended.court?.extendsOrderId ?? '') !== '';
  return {
    orderId,
    kind: 'restraining',
    measures: extended.measures,
    validFrom: extended.validTo,
    validTo,
    issuedOn,
    recordedAt: now,
    court: { number, extendsOrderId },
    warnings: [
      ...(isSecond ? ['extended_before' as const] : []),
      ...(issuedOn < kyivDay(now) ? ['recorded_late' as const] : []),
      ...judged,
    ],
    endedAt: undefined,
    steps: [],
  };
}

function checkExtension(from: Date, to: Date, rule: OrderRule | undefined): Violation[] {
  if (rule === undefined) return unless(to > from, 'valid_to', 'must be after the end of the order');
  const { mostExtension: most, unit } = rule;
  const isLawful = most > 0 && isAfterBy(from, to, 0, most, unit);
  return unless(
    isLawful,
    'valid_to',
    `must be after the end of the order, by at most ${most} ${unit} (${basisOf(rule)})`,
  );
}

/**
 * A court continues an order of the case in the terms of an urgent one (ExtendByCourt). It may do so even if the
 * offender's age is not known here.
 */
export function continueOrder(order: OrderToRecord, court: CourtDecision): Decision<ProtectionOrder> {
  const continued = order.orders.find(({ orderId }) => orderId === court.extendsOrderId);
  if (continued === undefined) return notFound('protection order');
  const judged = judge(order.rule, (rule) => checkContinued({ ...order, rule }, continued));
  return isRefused(judged) ? judged : { ...recorded(order, 'restraining', court, judged), warnings: judged };
}

/** A court's order that continues another one: it begins while that one is in force. */
export function checkContinued(
  { terms, rule, birthDate }: Pick<OrderToRecord, 'terms' | 'rule' | 'birthDate'>,
  continued: OrderTerms,
): Violation[] {
  const { validFrom, validTo } = terms;
  // The contract has the measures of urgent orders here, and those that evict are for adults.
  const measures = rule && { ...rule, measures: MEASURES, measuresOfAdults: ['leave_home', 'no_entry'] as const };
  return [
    ...checkMeasures({ terms, rule: measures, birthDate }),
    ...unless(
      validFrom >= continued.validFrom && validFrom <= continued.validTo,
      'valid_from',
      'must lie within the order that is continued',
    ),
    ...checkTerm(validFrom, validTo, rule),
  ];
}

export function checkDecisionNumber(number: string, field = 'court_decision'): Violation[] {
  return unless(
    /^[\p{L}\d/ -]{1,60}$/u.test(number) && number.trim() !== '',
    field,
    'must be 1 to 60 letters, digits, "/", "-" and blanks',
  );
}
