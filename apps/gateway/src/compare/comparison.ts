import type { PlaceControl } from '../coverage/module.ts';
import type { CoverageView } from '../measures/module.ts';
import type { CalendarDay } from '../site/module.ts';

/** Measures that can be compared, in the order of the choice: those that count incidents or people. */
export const COMPARED_MEASURES = ['incidents', 'killed', 'injured', 'children_killed', 'children_injured'] as const;
export type ComparedMeasure = (typeof COMPARED_MEASURES)[number];

export const ORDERS = ['rank', 'name', 'rate'] as const;
export type Order = (typeof ORDERS)[number];

/** A rate per 100,000 people with the interval in which the true one lies with a probability of 95 %. */
export interface Rate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Limits {
  readonly innerLow: number;
  readonly innerHigh: number;
  readonly outerLow: number;
  readonly outerHigh: number;
}

/** Where a rate lies among the others, by the limits that chance explains. */
export type Position = 'farBelow' | 'below' | 'within' | 'above' | 'farAbove';

export interface ComparedOblast {
  readonly code: string;
  readonly count: number | undefined;
  /** Only a complete count has a rate. */
  readonly coverage: CoverageView | undefined;
  readonly population: number | undefined;
  /** 1 for the highest; undefined without a rate. */
  readonly rank: number | undefined;
  /** Whether others have the same rank. */
  readonly sharesRank: boolean;
  readonly rate: Rate | undefined;
  /** Drawn towards the mean, the more, the smaller the oblast: the ranking is by it. */
  readonly shrunkenRate: Rate | undefined;
  readonly limits: Limits | undefined;
  readonly position: Position | undefined;
  /** On the last day. Undefined unless it is occupied, or at the front as a whole or in part. */
  readonly control: PlaceControl | undefined;
  /** Hromadas whose people are left out of its population, because they are occupied. */
  readonly occupiedHromadas: number;
}

export interface Comparison {
  readonly period: { readonly from: CalendarDay; readonly to: CalendarDay };
  /** By rank; then those without a rate; those that are occupied last. */
  readonly oblasts: readonly ComparedOblast[];
  /** Of all together; undefined if nothing was counted. */
  readonly mean: Rate | undefined;
  /** Whether the oblasts differ beyond chance; undefined if nothing was counted. */
  readonly differs: boolean | undefined;
}

/**
 * The twelve whole months before this day. Figures of oblasts are for whole months and those of hromadas for 52 weeks, so that
 * no difference of the two is the number of one hromada.
 */
export function yearBefore({ year, month }: CalendarDay): Comparison['period'] {
  const last = new Date(Date.UTC(year, month - 1, 0));
  return {
    from: { year: year - 1, month, day: 1 },
    to: { year: last.getUTCFullYear(), month: last.getUTCMonth() + 1, day: last.getUTCDate() },
  };
}
