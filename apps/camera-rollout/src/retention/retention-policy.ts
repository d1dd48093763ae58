import {
  checkDay,
  checkSource,
  inForce,
  requirePreview,
  unless,
  type Day,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';

export const CLOCKS = ['recorded', 'uploaded'] as const;
/** The day from which the days of a policy are counted. */
export type RetentionClock = (typeof CLOCKS)[number];

/** How long recordings are kept, from a day on, until a later policy of the same category and clock. */
export interface RetentionPolicy {
  /** Empty for every recording. */
  readonly category: string;
  readonly clock: RetentionClock;
  readonly validFrom: Day;
  /** Full days after the day on which the clock starts. */
  readonly days: number;
  /** The act that sets it. */
  readonly source: string;
  /** Whether a person has compared it with the source. */
  readonly confirmed: boolean;
}

/** The steps between the end of the retention and the deletion, from a day on, until a later term. */
export interface ExpiryTerm {
  readonly validFrom: Day;
  /** Full days between the announcement and the expiry. */
  readonly noticeDays: number;
  /** Full days after the expiry in which a recording can be restored. */
  readonly restoreDays: number;
  readonly source: string;
  readonly confirmed: boolean;
}

const MAX_DAYS = 36_600;
const MAX_TERM_DAYS = 3_660;

export function checkPolicy({ validFrom, days, source }: RetentionPolicy): Violation[] {
  return [
    ...checkDay(validFrom, 'valid_from'),
    ...unless(days >= 1 && days <= MAX_DAYS, 'days', `must be 1 to ${MAX_DAYS}`),
    ...checkSource(source, 'source'),
  ];
}

export function checkExpiryTerm({ validFrom, noticeDays, restoreDays, source }: ExpiryTerm): Violation[] {
  const isInRange = (days: number): boolean => days >= 1 && days <= MAX_TERM_DAYS;
  return [
    ...checkDay(validFrom, 'valid_from'),
    ...unless(isInRange(noticeDays), 'notice_days', `must be 1 to ${MAX_TERM_DAYS}`),
    ...unless(isInRange(restoreDays), 'restore_days', `must be 1 to ${MAX_TERM_DAYS}`),
    ...checkSource(source, 'source'),
  ];
}

/** The longest days of one clock: of all policies that apply, and of the confirmed ones. Absent without any. */
interface Longest {
  readonly all?: number;
  readonly confirmed?: number;
}

/** How long recordings of a category are kept; the category is empty for all that no policy names. */
export interface Limits {
  readonly category: string;
  readonly recorded: Longest;
  readonly uploaded: Longest;
}

/** The policies that hold on a day, by category. Those for every recording are part of each. */
export function limitsOn(policies: readonly RetentionPolicy[], day: Day): Limits[] {
  const named = new Set(policies.map(({ category }) => category));
  return [...named.add('')].toSorted().map((category) => {
    const longest = (clock: RetentionClock): Longest => {
      const applied = [...new Set(['', category])].flatMap((each) => {
        const found = inForce(
          policies.filter((policy) => policy.category === each && policy.clock === clock),
          day,
        );
        return found === undefined ? [] : [found];
      });
      const confirmed = applied.filter((policy) => policy.confirmed);
      return {
        ...(applied.length === 0 ? {} : { all: Math.max(...applied.map(({ days }) => days)) }),
        ...(confirmed.length === 0 ? {} : { confirmed: Math.max(...confirmed.map(({ days }) => days)) }),
      };
    };
    return { category, recorded: longest('recorded'), uploaded: longest('uploaded') };
  });
}

/** The policies after another one is set. */
export function withPolicy(policies: readonly RetentionPolicy[], policy: RetentionPolicy): RetentionPolicy[] {
  const isSame = ({ category, clock, validFrom }: RetentionPolicy): boolean =>
    category === policy.category && clock === policy.clock && validFrom === policy.validFrom;
  return [...policies.filter((each) => !isSame(each)), policy];
}

/** Whether recordings could expire earlier, today or on a later day, if the policy were set. */
export function mayExpireEarlier(policies: readonly RetentionPolicy[], policy: RetentionPolicy, today: Day): boolean {
  const next = withPolicy(policies, policy);
  const days = [today, ...next.map(({ validFrom }) => validFrom).filter((from) => from > today)];
  return days.some((day) => {
    const before = limitsOn(policies, day);
    const others = before.find(({ category }) => category === '') ?? NO_LIMITS;
    return limitsOn(next, day).some((limits) =>
      isEarlier(before.find(({ category }) => category === limits.category) ?? others, limits),
    );
  });
}

const NO_LIMITS: Limits = { category: '', recorded: {}, uploaded: {} };

function isEarlier(before: Limits, after: Limits): boolean {
  const clocks = CLOCKS.map((clock) => [before[clock], after[clock]] as const);
  // Without a policy, recordings are kept for ever.
  if (clocks.every(([{ all }]) => all === undefined))
    return clocks.some(([, { confirmed }]) => confirmed !== undefined);
  return clocks.some(([one, other]) => {
    const isShorter = (one.all ?? 0) > (other.all ?? 0);
    return isShorter || (one.all !== one.confirmed && other.all === other.confirmed);
  });
}

/** @param given the token of the request; `expected` is that of a preview of this policy beside the present ones. */
export function refuseUnseen(
  policies: readonly RetentionPolicy[],
  policy: RetentionPolicy,
  { given, expected, today }: { readonly given: string; readonly expected: string; readonly today: Day },
): Refusal | undefined {
  if (!mayExpireEarlier(policies, policy, today)) return undefined;
  return requirePreview(given, expected, 'recordings could expire earlier');
}
