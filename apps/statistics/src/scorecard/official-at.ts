import type { Day } from '@safe-community/domain-kit';
import type { OfficialFigure } from '../official-figures/module.ts';
import { daysOf, type Span } from './period.ts';

type Figures = readonly OfficialFigure[];

/** The published state that was the last one by a day. */
export function lastStateBy(day: Day, seriesId: string, figures: Figures): OfficialFigure | undefined {
  return latest(observed(seriesId, figures).filter(({ periodEnd }) => periodEnd <= day));
}

/** The published number of the longest period within a span. */
export function countWithin({ from, to }: Span, seriesId: string, figures: Figures): OfficialFigure | undefined {
  const within = observed(seriesId, figures).filter((each) => each.periodStart >= from && each.periodEnd <= to);
  const lengthOf = (each: OfficialFigure) => daysOf({ from: each.periodStart, to: each.periodEnd });
  return within.toSorted((a, b) => lengthOf(b) - lengthOf(a) || compare(b.periodEnd, a.periodEnd))[0];
}

/** The published number of the year in which a day lies. */
export function countOfYear(day: Day, seriesId: string, figures: Figures): OfficialFigure | undefined {
  const { from, to } = yearSpan(day);
  return observed(seriesId, figures).find((each) => each.periodStart === from && each.periodEnd === to);
}

/** The goal to measure a period against: the first one that is due on its last day or later, or else the last one. */
export function targetFor(lastDay: Day, seriesId: string, figures: Figures): OfficialFigure | undefined {
  const targets = goalsOf(seriesId, figures);
  return targets.find(({ periodEnd }) => periodEnd >= lastDay) ?? latest(targets);
}

/** All goals, the one that is due first comes first. */
export function goalsOf(seriesId: string, figures: Figures): OfficialFigure[] {
  return figures
    .filter((each) => each.series.id === seriesId && each.kind === 'target')
    .toSorted((a, b) => compare(a.periodEnd, b.periodEnd) || compare(a.periodStart, b.periodStart));
}

/** The day on which a goal is due. One that was published for its own day names none. */
export function dueOf({ periodEnd, provenance }: OfficialFigure): Day | undefined {
  return periodEnd > provenance.published ? periodEnd : undefined;
}

interface YearPair {
  readonly now: OfficialFigure;
  readonly base: OfficialFigure;
}

/** The last whole year until a day beside an earlier year, both exact and of one series: others count otherwise. */
export function yearsOfSeries(
  seriesId: string,
  years: { readonly baseYear: Day; readonly until: Day },
  figures: Figures,
): YearPair | undefined {
  const exact = observed(seriesId, figures).filter(({ qualifier }) => qualifier === 'exact');
  const base = countOfYear(years.baseYear, seriesId, exact);
  const later = exact.filter((each) => {
    const { from, to } = yearSpan(each.periodStart);
    return from > years.baseYear && each.periodStart === from && each.periodEnd === to && to <= years.until;
  });
  const now = latest(later);
  return now && base && { now, base };
}

export function yearSpan(day: Day): Span {
  const year = day.slice(0, 4);
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

function observed(seriesId: string, figures: Figures): OfficialFigure[] {
  return figures.filter((each) => each.series.id === seriesId && each.kind === 'observed');
}

function latest(figures: Figures): OfficialFigure | undefined {
  return figures.toSorted((a, b) => compare(b.periodEnd, a.periodEnd) || compare(b.periodStart, a.periodStart))[0];
}

function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
