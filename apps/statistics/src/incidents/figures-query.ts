import { unless, type Violation } from '@safe-community/domain-kit';
import type { Day } from '../calendar/module.ts';
import type { Level } from '../territory/module.ts';
import { CATEGORIES, isSensitive, type Category } from './category.ts';

/** Which incidents to count. */
export interface FiguresQuery {
  /** First and last day of receipt. */
  readonly from: Day;
  readonly to: Day;
  /** KATOTTG code, or `COUNTRY`. */
  readonly territoryCode: string;
  /** Absent for all that may be shown. */
  readonly category: Category | undefined;
  readonly byDay: boolean;
}

/** The incidents of one category, of one day or of all days of the query. */
export interface FigureCell {
  readonly category: Category;
  /** Only in a query by day. */
  readonly day: Day | undefined;
  readonly incidents: number;
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
  /** How many of the incidents are invented. */
  readonly demonstration: number;
}

const LONGEST_DAYS = 366;
const DAY_MS = 24 * 3_600_000;
const A_DAY = 'must be a day of the calendar from 2000 to 2100';

/** The violations of a query. An unreadable day is empty; an unknown territory has no level. */
export function checkQuery(
  { from, to, category }: Pick<FiguresQuery, 'from' | 'to' | 'category'>,
  level: Level | 'country' | undefined,
): Violation[] {
  return [
    ...checkSpan(from, to),
    ...unless(level !== undefined, 'territory_code', 'must be the KATOTTG code of a known oblast or hromada, or empty'),
    ...unless(
      category === undefined || !isSensitive(category),
      'category',
      'must not be a sensitive one (DOMESTIC_VIOLENCE, SCHOOL_SAFETY): ListSensitiveFigures has what is released of it',
    ),
  ];
}

/** The violations of a first and a last day; an unreadable one is empty. */
export function checkSpan(from: Day, to: Day): Violation[] {
  const unreadable = [...unless(from !== '', 'from', A_DAY), ...unless(to !== '', 'to', A_DAY)];
  if (unreadable.length > 0) return unreadable;
  const days = daysBetween(from, to);
  return [
    ...unless(days >= 0, 'to', 'must not be before from'),
    ...unless(days <= LONGEST_DAYS, 'to', `must be at most ${LONGEST_DAYS} days after from`),
  ];
}

/** Negative when `to` is the earlier day. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

export function byDayAndCategory(a: FigureCell, b: FigureCell): number {
  const [dayOfA, dayOfB] = [a.day ?? '', b.day ?? ''];
  if (dayOfA !== dayOfB) return dayOfA < dayOfB ? -1 : 1;
  return CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category);
}
