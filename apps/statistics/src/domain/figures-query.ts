import { isSensitive, type Category } from './category.ts';
import { daysBetween, type Day } from './day.ts';
import { unless, type Violation } from './violation.ts';

/** Where a territory stands; a city with special status is an oblast. */
export type Level = 'country' | 'oblast' | 'hromada';

/** Which incidents are asked for. */
export interface FiguresQuery {
  /** First and last day of receipt. */
  readonly from: Day;
  readonly to: Day;
  /** KATOTTG code, or `COUNTRY`. */
  readonly territoryCode: string;
  /** Absent for all that may be told. */
  readonly category: Category | undefined;
  readonly byDay: boolean;
}

/** What was counted in a cell. */
export interface FigureCell {
  readonly category: Category;
  /** Only when asked for by day. */
  readonly day: Day | undefined;
  readonly incidents: number;
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
  /** Of the incidents, invented ones. */
  readonly demonstration: number;
}

const LONGEST_DAYS = 366;
const A_DAY = 'must be a day of the calendar from 2000 to 2100';

/** All rules that a query breaks; a day that could not be read is absent, so is the level of an unknown territory. */
export function checkQuery(
  { from, to, category }: { from: Day | undefined; to: Day | undefined; category: Category | undefined },
  level: Level | undefined,
): Violation[] {
  return [
    ...unless(from !== undefined, 'from', A_DAY),
    ...unless(to !== undefined, 'to', A_DAY),
    ...(from === undefined || to === undefined ? [] : checkSpan(from, to)),
    ...unless(level !== undefined, 'territory_code', 'must be the KATOTTG code of a known oblast or hromada, or empty'),
    ...unless(
      level !== 'hromada' || category === undefined || !isSensitive(category),
      'category',
      'must not be a sensitive one (DOMESTIC_VIOLENCE, SCHOOL_SAFETY) below the oblast: small numbers point to people',
    ),
  ];
}

function checkSpan(from: Day, to: Day): Violation[] {
  const days = daysBetween(from, to);
  return [
    ...unless(days >= 0, 'to', 'must not be before from'),
    ...unless(days <= LONGEST_DAYS, 'to', `must be at most ${LONGEST_DAYS} days after from`),
  ];
}
