import { addDays, checkDay, checkName, unless, type Day, type Violation } from '@safe-community/domain-kit';

/** How long the return of a recalled camera may take: dated, with its source. */
export interface ReturnTerm {
  /** Recalls from this day on. */
  readonly effectiveOn: Day;
  /** Calendar days after the day of the recall. */
  readonly days: number;
  readonly source: string;
}

const MAX_DAYS = 365;
const SOURCE = { least: 2, most: 500 };

export function checkTerm({ effectiveOn, days, source }: ReturnTerm): Violation[] {
  return [
    ...checkDay(effectiveOn, 'effective_on'),
    ...unless(days >= 1 && days <= MAX_DAYS, 'days', `must be 1 to ${MAX_DAYS}`),
    ...checkName(source, 'source', SOURCE),
  ];
}

/** The last day of the term for a recall on this day. */
export function dueDay(recalledOn: Day, { days }: Pick<ReturnTerm, 'days'>): Day {
  return addDays(recalledOn, days);
}

/** Full days after the last day of the term; 0 if that day has not passed, or there is no term. */
export function daysOverdue(dueOn: Day | undefined, today: Day): number {
  if (dueOn === undefined) return 0;
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(dueOn)) / DAY_MS));
}

const DAY_MS = 86_400_000;

/** Why a camera is to be returned. */
export const RECALL_CAUSES = ['dismissed', 'moved'] as const;
export type RecallCause = (typeof RECALL_CAUSES)[number];
