import type { Day } from '@safe-community/domain-kit';
import type { Indicator, OfficialFigure } from '../official-figures/module.ts';
import { daysOf, type Span } from './period.ts';

type Figures = readonly OfficialFigure[];

/** The published state that was the last one by a day. */
export function lastStateBy(day: Day, indicator: Indicator, figures: Figures): OfficialFigure | undefined {
  return latest(observed(indicator, figures).filter(({ periodEnd }) => periodEnd <= day));
}

/** The published number of the longest period within a span. */
export function countWithin({ from, to }: Span, indicator: Indicator, figures: Figures): OfficialFigure | undefined {
  const within = observed(indicator, figures).filter((each) => each.periodStart >= from && each.periodEnd <= to);
  const lengthOf = (each: OfficialFigure) => daysOf({ from: each.periodStart, to: each.periodEnd });
  return within.toSorted((a, b) => lengthOf(b) - lengthOf(a) || compare(b.periodEnd, a.periodEnd))[0];
}

/** The published number of the year in which a day lies. */
export function countOfYear(day: Day, indicator: Indicator, figures: Figures): OfficialFigure | undefined {
  const { from, to } = yearSpan(day);
  return observed(indicator, figures).find((each) => each.periodStart === from && each.periodEnd === to);
}

/** The goal to measure a period against: the first one that is due on its last day or later, or else the last one. */
export function targetFor(lastDay: Day, indicator: Indicator, figures: Figures): OfficialFigure | undefined {
  const targets = goalsOf(indicator, figures);
  return targets.find(({ periodEnd }) => periodEnd >= lastDay) ?? latest(targets);
}

/** All goals, the one that is due first comes first. */
export function goalsOf(indicator: Indicator, figures: Figures): OfficialFigure[] {
  return figures
    .filter((each) => each.indicator === indicator && each.kind === 'target')
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

/**
 * The last whole year until a day beside an earlier year, both exact and stated by one publisher: others count
 * otherwise. The publisher's own statement of the earlier year is taken, even where that of another one counts.
 *
 * @param statements of all publishers; of one figure, the one that was published last comes first.
 */
export function yearsOfOnePublisher(
  indicator: Indicator,
  years: { readonly baseYear: Day; readonly until: Day },
  statements: Figures,
): YearPair | undefined {
  const base = yearSpan(years.baseYear);
  const exact = observed(indicator, statements).filter(({ qualifier }) => qualifier === 'exact');
  const ofYears = exact.filter(({ periodStart, periodEnd }) => {
    const { from, to } = yearSpan(periodStart);
    return periodStart === from && periodEnd === to;
  });
  const pairs = ofYears
    .filter(({ periodStart, periodEnd }) => periodStart > base.to && periodEnd <= years.until)
    .flatMap((now) => {
      const own = ofYears.find(
        ({ periodStart, provenance }) =>
          periodStart === base.from && provenance.publisherUk === now.provenance.publisherUk,
      );
      return own === undefined ? [] : [{ now, base: own }];
    });
  return pairs.toSorted((a, b) => compare(b.now.periodEnd, a.now.periodEnd))[0];
}

export function yearSpan(day: Day): Span {
  const year = day.slice(0, 4);
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

function observed(indicator: Indicator, figures: Figures): OfficialFigure[] {
  return figures.filter((each) => each.indicator === indicator && each.kind === 'observed');
}

function latest(figures: Figures): OfficialFigure | undefined {
  return figures.toSorted((a, b) => compare(b.periodEnd, a.periodEnd) || compare(b.periodStart, a.periodStart))[0];
}

function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
