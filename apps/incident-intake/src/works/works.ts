import {
  addDays,
  invalid,
  preconditionFailed,
  unless,
  type Day,
  type Decision,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import type { WorksRule } from '../law/module.ts';
import type { ImposedWorks } from '../sanctions/module.ts';
import { lastDayOf, type WorksList } from './works-list.ts';

export const RETURN_REASONS = ['evasion', 'unable', 'other'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const WORKS_STATES = ['referred', 'completed', 'returned'] as const;
type WorksState = (typeof WORKS_STATES)[number];

/** Hours of one day. */
export interface WorkDay {
  readonly day: Day;
  readonly hours: number;
  readonly missedHours: number;
}

/** Works that were referred to the probation authority. */
export interface Execution {
  readonly outcomeId: string;
  readonly itemCode: string;
  readonly effectiveOn: Day;
  readonly referredOn: Day;
  readonly isLate: boolean;
  readonly recordedAt: Date;
  readonly state: WorksState;
  /** Empty until they are completed or returned. */
  readonly endedOn: Day;
  readonly returnReason: ReturnReason | undefined;
  /** By day. */
  readonly days: readonly WorkDay[];
}

/** The refusal for works whose outcome was revoked. */
export function checkValid({ revokedAt }: ImposedWorks): Refusal | undefined {
  return revokedAt === undefined ? undefined : preconditionFailed('ALREADY_REVOKED', 'the outcome is revoked');
}

interface Referral {
  readonly outcomeId: string;
  readonly effectiveOn: Day;
  readonly referredOn: Day;
  readonly itemCode: string;
}

interface ReferralFacts {
  readonly hromadaCode: string;
  /** Of the day of the referral; undefined if the hromada has none. */
  readonly list: WorksList | undefined;
  /** Of the day on which the ruling takes effect; undefined if the law has none. */
  readonly rule: WorksRule | undefined;
  /** Undefined before the referral. */
  readonly execution: Execution | undefined;
  readonly now: Date;
  readonly today: Day;
}

/** The works that are referred, and the last lawful day for it: empty if the law has no rule. */
export interface Referred {
  readonly execution: Execution;
  readonly dueOn: Day;
}

/** The ruling reaches the probation authority, with a work from the list of the hromada. */
export function refer(referral: Referral, facts: ReferralFacts): Decision<Referred> {
  const { effectiveOn, referredOn, itemCode } = referral;
  const { execution, list, hromadaCode, rule, now, today } = facts;
  if (execution !== undefined) return preconditionFailed('ALREADY_REFERRED', 'the works are already referred');
  const violations = unless(
    referredOn >= effectiveOn && referredOn <= today,
    'referred_date',
    'must not be before effective_date and not in the future',
  );
  if (violations.length > 0) return invalid(violations);
  if (list === undefined) {
    return preconditionFailed('WORKS_LIST_MISSING', `the hromada ${hromadaCode} has no list of works for that day`);
  }
  const isListed = list.items.some(({ code }) => code === itemCode);
  if (!isListed) return invalid([{ field: 'item_code', rule: `must be in the list of works of ${titleOf(list)}` }]);
  const dueOn = rule === undefined ? '' : addDays(effectiveOn, rule.referralDays);
  const isLate = dueOn !== '' && referredOn > dueOn;
  const referred: Execution = {
    ...referral,
    isLate,
    recordedAt: now,
    state: 'referred',
    endedOn: '',
    returnReason: undefined,
    days: [],
  };
  return { execution: referred, dueOn };
}

function titleOf(list: WorksList): string {
  const { hromadaCode, decision, validFrom } = list;
  return `${hromadaCode} (${decision}; from ${validFrom} to ${lastDayOf(list)})`;
}

/** The works in a state in which they are executed, or why not. */
export function requireReferred(execution: Execution | undefined): Decision<Execution> {
  if (execution === undefined) return preconditionFailed('NOT_REFERRED', 'the works are not referred yet');
  if (execution.state === 'referred') return execution;
  return preconditionFailed('WORKS_ENDED', `the works are ${execution.state}`);
}

/** Sums of all days. */
export function hoursWorked({ days }: Pick<Execution, 'days'>): number {
  return days.reduce((sum, { hours }) => sum + hours, 0);
}

const MAX_HOURS = 24;

/** A recorded day, in place of what was recorded for it before. */
export interface RecordedDay {
  readonly execution: Execution;
  readonly day: WorkDay;
  readonly former: WorkDay;
}

/**
 * Records the hours of a day.
 *
 * @param overLimit what the daily limit of the law says about these hours.
 */
export function recordDay(
  execution: Execution,
  imposed: ImposedWorks,
  day: WorkDay,
  overLimit: readonly Violation[],
  today: Day,
): Decision<RecordedDay> {
  const former = execution.days.find((other) => other.day === day.day) ?? { day: day.day, hours: 0, missedHours: 0 };
  const days = [...execution.days.filter((other) => other.day !== day.day), day].toSorted((a, b) =>
    a.day < b.day ? -1 : 1,
  );
  const left = imposed.hours - hoursWorked(execution) + former.hours;
  const violations = [
    ...checkPastDay(day.day, execution, 'day', today),
    ...(day.hours === 0 ? [] : overLimit),
    ...unless(day.hours <= left, 'hours', `must be at most the ${left} that are left of ${imposed.hours}`),
    ...unless(day.missedHours <= MAX_HOURS, 'missed_hours', `must be at most ${MAX_HOURS}`),
    ...unless(day.hours + day.missedHours > 0, 'hours', 'must be at least 1, or missed_hours must be'),
  ];
  return violations.length > 0 ? invalid(violations) : { execution: { ...execution, days }, day, former };
}

function checkPastDay(day: Day, { referredOn }: Execution, field: string, today: Day): Violation[] {
  return unless(day >= referredOn && day <= today, field, 'must not be before the referral and not in the future');
}

export function complete(execution: Execution, { hours }: ImposedWorks, endedOn: Day, today: Day): Decision<Execution> {
  const violations = checkPastDay(endedOn, execution, 'completed_date', today);
  if (violations.length > 0) return invalid(violations);
  const worked = hoursWorked(execution);
  if (worked < hours) {
    return preconditionFailed('HOURS_MISSING', `${worked} of ${hours} hours are worked`);
  }
  return { ...execution, state: 'completed', endedOn };
}

/** The works go back to the court. */
export function returnToCourt(
  execution: Execution,
  { endedOn, reason }: { readonly endedOn: Day; readonly reason: ReturnReason },
  today: Day,
): Decision<Execution> {
  const violations = checkPastDay(endedOn, execution, 'returned_date', today);
  if (violations.length > 0) return invalid(violations);
  return { ...execution, state: 'returned', endedOn, returnReason: reason };
}
