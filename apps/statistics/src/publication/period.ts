import { addDays, dayOf, monthsAfter, type Day } from '@safe-community/domain-kit';

/** From the finest to the coarsest. Each consists of whole periods of the one before; weeks do not, and are left out. */
export const PERIODS = ['day', 'month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** A period of the calendar, with those of the next finer length that it consists of. */
export interface PeriodNode {
  readonly period: Period;
  readonly start: Day;
  readonly parts: readonly PeriodNode[];
}

/** 0 for a day, 3 for a year. */
export function rankOf(period: Period): number {
  return PERIODS.indexOf(period);
}

export function periodOf(rank: number): Period {
  const period = PERIODS[rank];
  if (period === undefined) throw new RangeError(`no period has the rank ${rank}`);
  return period;
}

/** The periods of a length within a longer one, in order. */
export function periodsIn(node: PeriodNode, period: Period): readonly PeriodNode[] {
  return node.period === period ? [node] : node.parts.flatMap((part) => periodsIn(part, period));
}

export function keyOf({ period, start }: Pick<PeriodNode, 'period' | 'start'>): string {
  return `${period} ${start}`;
}

/** The first day of the period in which a day lies. */
export function startOf(period: Period, day: Day): Day {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  if (period === 'year') return `${day.slice(0, 4)}-01-01`;
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

/** The first day after a period. */
export function endOf({ period, start }: Pick<PeriodNode, 'period' | 'start'>): Day {
  return period === 'day' ? addDays(start, 1) : monthsAfter(start, MONTHS[period]);
}

const MONTHS = { month: 1, quarter: 3, year: 12 };

export function yearOf(year: number): PeriodNode {
  const start = dayOf(year, 1, 1);
  if (start === undefined) throw new RangeError(`the calendar has no year ${year}`);
  return nodeOf('year', start);
}

function nodeOf(period: Period, start: Day): PeriodNode {
  if (period === 'day') return { period, start, parts: [] };
  const finer = periodOf(rankOf(period) - 1);
  const end = endOf({ period, start });
  const parts: PeriodNode[] = [];
  for (let at = start; at < end; at = endOf({ period: finer, start: at })) parts.push(nodeOf(finer, at));
  return { period, start, parts };
}
