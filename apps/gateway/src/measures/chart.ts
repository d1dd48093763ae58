import type { CalendarDay } from '../site/module.ts';
import type { Dimension, Measure } from './measure.ts';

/** By what time is divided. */
const PARTS = ['month', 'year'] as const;
export type Part = (typeof PARTS)[number];

/** A measure over time. */
export interface ChartChoice {
  readonly measure: string;
  /** Empty: all. */
  readonly category: string;
  /** KATOTTG code of an oblast; empty for the country. */
  readonly territory: string;
  readonly part: Part;
  /** With what was first published, which takes a read for each part. */
  readonly hasRevisions: boolean;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

/** The same figures in two widths and as a table. */
export interface Chart {
  readonly narrow: string;
  readonly wide: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const MONTHS = 24;
const YEARS = 7;

/** The parts that have ended: one that has not would look like a fall. */
export function daysOf(part: Part, { year, month }: CalendarDay): Pick<ChartChoice, 'from' | 'to'> {
  if (part === 'year') return { from: first(year - YEARS, 1), to: { year: year - 1, month: 12, day: 31 } };
  const last = year * 12 + month - 2;
  const from = last - MONTHS + 1;
  const lastDay = new Date(Date.UTC(Math.floor(last / 12), (last % 12) + 1, 0)).getUTCDate();
  return {
    from: first(Math.floor(from / 12), (from % 12) + 1),
    to: { year: Math.floor(last / 12), month: (last % 12) + 1, day: lastDay },
  };
}

function first(year: number, month: number): CalendarDay {
  return { year, month, day: 1 };
}

/** By what a measure can be divided; none of surveys, whose intervals a chart would hide. */
export function partsOf({ dimensions, countedFrom }: Measure): Part[] {
  return countedFrom.includes('trust-measured')
    ? []
    : PARTS.filter((part) => dimensions.includes(part satisfies Dimension));
}
