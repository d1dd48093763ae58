import type { CalendarDay, Language } from '../site/module.ts';

/** What is known about the beats and officers of a hromada. */
export interface Coverage {
  readonly beats: number;
  readonly staffedBeats: number;
  readonly requiredBeats: number;
  /** Whether the programme applies now. */
  readonly isEligible: boolean;
}

/** Incidents of one category in the period. */
export interface CategoryCount {
  /** As in the catalogue: "road_crash". */
  readonly category: string;
  readonly incidents: number;
  /** Not everybody reports: at least so many. */
  readonly isLowerBound: boolean;
}

export interface Period {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export interface HromadaFigures {
  readonly period: Period;
  readonly counts: readonly CategoryCount[];
  /** What they leave out. */
  readonly leftOut: Readonly<Record<Language, string>>;
}

const WEEKS = 52;
const DAY_MS = 24 * 3_600_000;

/**
 * The 52 weeks until the last Sunday: whole weeks, whose days are all alike.
 *
 * @param today the day in Kyiv.
 */
export function periodBefore(today: CalendarDay): Period {
  const now = Date.UTC(today.year, today.month - 1, today.day);
  const sinceSunday = new Date(now).getUTCDay() || 7;
  const to = now - sinceSunday * DAY_MS;
  return { from: dayOf(to - (WEEKS * 7 - 1) * DAY_MS), to: dayOf(to) };
}

function dayOf(time: number): CalendarDay {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
