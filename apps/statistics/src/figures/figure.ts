import { addDays, type Day } from '@safe-community/domain-kit';
import type { Category, Channel, Responder } from '../incidents/module.ts';
import type { Coverage } from '../sources/module.ts';
import type { Territories } from '../territory/module.ts';

/** Parts of the calendar in Kyiv; weeks begin on Monday (ISO 8601). */
export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type Period = (typeof PERIODS)[number];

/** What is smaller than a hromada, and the key of a figure that names it. */
export const SMALLER = {
  settlement: 'settlementCode',
  starosta_district: 'starostaDistrictCode',
  beat: 'beatId',
} as const;

export type Smaller = keyof typeof SMALLER;

const SMALLER_PLACES = ['settlement', 'starosta_district', 'beat'] as const satisfies readonly Smaller[];

/** Kept apart from the cells (`incidents/detail-counts.store.ts`). */
export const DETAILS = [...SMALLER_PLACES, 'attribute'] as const;

export const DIMENSIONS = ['territory', ...PERIODS, 'category', 'channel', 'responder', ...DETAILS] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** The smaller place by which figures are grouped. */
export function smallerIn(groupBy: readonly Dimension[]): Smaller | undefined {
  return SMALLER_PLACES.find((smaller) => groupBy.includes(smaller));
}

export interface FigureRequest {
  /** Names of the registry (`measures.ts`). */
  readonly measures: readonly string[];
  /** First and last day: of receipt for incidents, of the event for what happened to them later. */
  readonly from: Day;
  readonly to: Day;
  /** Explicit codes, or all units of a level. Unknown codes have no figures. */
  readonly territory: Territories;
  /** At most one part of the calendar. Without the territory, the figures of all territories are added up. */
  readonly groupBy: readonly Dimension[];
  readonly category?: Category | undefined;
  /** Of smaller places, only these. Absent or none: all, and those that are not known. */
  readonly placeCodes?: readonly string[];
  /** Of attributes, only this one. Absent or empty: all. */
  readonly attribute?: string;
  /** As known at the end of this day. Absent: as known now. */
  readonly knownOn?: Day | undefined;
  /** Whether a merged hromada counts for its successor from the day of the merger on, or on all days. */
  readonly territoryAsOf: 'event' | 'today';
  /** In Kyiv; the day of `territoryAsOf: 'today'`. */
  readonly today: Day;
}

/** A number of one measure. What is not known has no figure; only a counter that is known to be 0 has the value 0. */
export interface Figure {
  readonly measure: string;
  /** Present if the request groups by it, as the following ones. */
  readonly territoryCode?: string;
  /** The part of the calendar, cut to the period of the request. */
  readonly from?: Day;
  readonly to?: Day;
  readonly category?: Category;
  /** "unknown" if it is not known. */
  readonly channel?: Channel | 'unknown';
  /** Empty where a duration is not of one responder. */
  readonly responder?: Responder | '';
  /** Empty if it is not known, as the following two. */
  readonly settlementCode?: string;
  readonly starostaDistrictCode?: string;
  readonly beatId?: string;
  readonly attribute?: { readonly name: string; readonly value: string };
  readonly value: number;
  /** Of measures that cannot be added up: how many events `value` is computed from. */
  readonly base?: number;
  /** Of measures from surveys: what the value rests on. It is never shown without. */
  readonly sample?: Sample;
  /** Of figures of incidents: whether the value is whole. */
  readonly coverage?: Coverage;
}

/** The sample behind a share. */
interface Sample {
  /** People who answered. */
  readonly size: number;
  /** Of a simple random sample that would be as precise. */
  readonly effectiveSize: number;
  /** Interval with 95 % confidence, in the unit of the measure. */
  readonly low: number;
  readonly high: number;
}

/** The last day of a part of the calendar. */
export function lastDayOf(period: Period, first: Day): Day {
  if (period === 'day' || period === 'week') return addDays(first, period === 'day' ? 0 : 6);
  const [year = 0, month = 0] = first.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + MONTHS[period], 0)).toISOString().slice(0, 10);
}

/** The first day of the part of the calendar that contains a day. */
export function firstDayOf(period: Period, day: Day): Day {
  if (period === 'day') return day;
  if (period === 'week') return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
  const [year = 0, month = 0] = day.split('-').map(Number);
  const first = Math.floor((month - 1) / MONTHS[period]) * MONTHS[period];
  return new Date(Date.UTC(year, first, 1)).toISOString().slice(0, 10);
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** A text that sorts figures: by measure as requested, then by time, territory, and what else they are grouped by. */
export function placeOf(figure: Figure, measures: readonly string[]): string {
  const { measure, from = '', territoryCode = '', category = '', channel = '', responder = '' } = figure;
  const index = String(measures.indexOf(measure)).padStart(2, '0');
  return [index, from, territoryCode, category, channel, responder, ...detailOf(figure)].join(' ');
}

function detailOf({ settlementCode, starostaDistrictCode, beatId, attribute }: Figure): readonly string[] {
  if (attribute !== undefined) return [attribute.name, attribute.value];
  const smaller = settlementCode ?? starostaDistrictCode ?? beatId;
  return smaller === undefined ? [] : [smaller];
}

/** In the order of their places. */
export function inOrder(figures: readonly Figure[], measures: readonly string[]): Figure[] {
  const placed = figures.map((figure) => ({ figure, place: placeOf(figure, measures) }));
  return placed.toSorted((a, b) => (a.place < b.place ? -1 : 1)).map(({ figure }) => figure);
}
