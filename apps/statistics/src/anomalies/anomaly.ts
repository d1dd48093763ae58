import { addDays, type Day } from '@safe-community/domain-kit';
import { chanceOf, fitBaseline, MIN_DAYS, MIN_UNUSUAL } from '@safe-community/statistics-math';
import type { Category } from '../incidents/module.ts';

/** A day on which a territory had far more incidents than its seasonal baseline explains. */
export interface Anomaly {
  readonly anomalyId: string;
  readonly day: Day;
  readonly territoryCode: string;
  /** Empty for the country. */
  readonly oblastCode: string;
  /** Undefined: all categories that are not sensitive. */
  readonly category: Category | undefined;
  readonly incidents: number;
  readonly expected: number;
  /** Of so many incidents or more on a day without anything unusual. */
  readonly chance: number;
}

/** The daily incidents of a territory, of which the last day is checked. */
export interface Series extends Pick<Anomaly, 'territoryCode' | 'oblastCode' | 'category'> {
  /** Of consecutive days; the last one is the checked day. */
  readonly counts: readonly number[];
}

/** A series that has a baseline, with the chance of its last day. */
export interface CheckedSeries extends Omit<Series, 'counts'> {
  readonly incidents: number;
  readonly expected: number;
  readonly chance: number;
}

/**
 * The stated rate of false alarms: over all territories and categories together, a year without anything unusual has at
 * most this many anomalies on average, one a month.
 */
export const FALSE_ALARMS_PER_YEAR = 12;
const DAYS_OF_YEAR = 365.25;

/** Three years: seasons repeat, and older habits no longer hold. */
export const HISTORY_DAYS = 1_096;

const DAY_MS = 86_400_000;

/**
 * Undefined without a baseline: too short or too quiet. The history begins with the first incident of the series: before,
 * none of its kind were recorded.
 */
export function checkSeries({ counts, ...series }: Series, day: Day): CheckedSeries | undefined {
  const history = counts.slice(
    counts.findIndex((count) => count > 0),
    -1,
  );
  const baseline = fitBaseline(history, numberOf(day) - history.length);
  if (baseline === undefined) return undefined;
  const incidents = counts.at(-1) ?? 0;
  const expected = baseline.expectedOn(numberOf(day));
  return { ...series, incidents, expected: expected.mean, chance: chanceOf(incidents, expected) };
}

/** Days since 1 January 1970. */
function numberOf(day: Day): number {
  return Date.parse(day) / DAY_MS;
}

/**
 * The chance below which a day is unusual: all series share the stated rate of false alarms, also those that are too short
 * or too quiet to be checked.
 */
export function limitFor(series: number): number {
  return FALSE_ALARMS_PER_YEAR / DAYS_OF_YEAR / Math.max(1, series);
}

export function isUnusual({ incidents, chance }: CheckedSeries, limit: number): boolean {
  return incidents >= MIN_UNUSUAL && chance <= limit;
}

/** How long after its end a day is checked: most reports have arrived by then. */
const SETTLING_HOURS = 4;
/** After a longer pause, older days are no news any more. */
const MAX_DAYS_BACK = 7;

/** The days that are due, the earliest first. */
export function dueDays(settledDay: Day, checkedUntil: Day | undefined): Day[] {
  const earliest = addDays(settledDay, 1 - MAX_DAYS_BACK);
  const next = checkedUntil === undefined ? settledDay : addDays(checkedUntil, 1);
  const days: Day[] = [];
  for (let day = next < earliest ? earliest : next; day <= settledDay; day = addDays(day, 1)) days.push(day);
  return days;
}

/** How far back days are looked at when a history of incidents becomes known, as by an import. */
export const PAST_DAYS = 400;

/**
 * The past days on which a territory may have a baseline: those two years after the first counted day, and not too long
 * ago. Undefined if there are none.
 */
export function pastDays(settledDay: Day, firstCounted: Day): { readonly first: Day; readonly last: Day } | undefined {
  const [recent, withHistory] = [addDays(settledDay, 1 - PAST_DAYS), addDays(firstCounted, MIN_DAYS)];
  const first = recent < withHistory ? withHistory : recent;
  return first > settledDay ? undefined : { first, last: settledDay };
}

/** The last day that had ended so many hours before. */
export function settledDayAt(now: Date, dayOf: (time: Date) => Day): Day {
  return addDays(dayOf(new Date(now.getTime() - SETTLING_HOURS * 3_600_000)), -1);
}
