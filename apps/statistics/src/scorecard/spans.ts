import type { Figure, FigureCoverage } from '../figures/module.ts';
import { isOfEnoughCases } from '../figures/offered.ts';
import type { Coverage } from '../sources/module.ts';
import type { Counted } from './trend.ts';
import { BASE_YEAR_NUMBER, yearsBefore, type ScorecardPeriod, type Span } from './period.ts';
import type { CountedFigures } from './promised.ts';

/** Figures of a span as a whole, without the sensitive categories. */
export interface SpanFigures {
  readonly span: Span;
  readonly figures: readonly Figure[];
  /** Of figures of incidents: whether they are whole. */
  readonly coverage: FigureCoverage;
}

/** What was counted in the spans that a period is compared with. */
export interface CountedSpans {
  readonly current: SpanFigures;
  /** Of the current span, by week. */
  readonly weeks: readonly Figure[];
  /** The same days of the year before and of 2020. */
  readonly yearBefore: SpanFigures;
  readonly baseYear: SpanFigures;
  /** The whole period, a year before. */
  readonly wholeYearBefore: SpanFigures;
}

/** The spans whose figures a period needs. */
export function spansOf({ firstDay, lastDay, countedUntil }: ScorecardPeriod) {
  const passed = { from: firstDay, to: countedUntil };
  const years = Number(firstDay.slice(0, 4)) - BASE_YEAR_NUMBER;
  return {
    current: passed,
    yearBefore: yearsBefore(passed, 1),
    baseYear: yearsBefore(passed, years),
    wholeYearBefore: yearsBefore({ from: firstDay, to: lastDay }, 1),
  };
}

/** The number of a promise in a span. Undefined where nothing is known of it. */
export function countedIn(
  { figures, coverage }: Omit<SpanFigures, 'span'>,
  counting: CountedFigures,
): Counted | undefined {
  const wanted = wantedIn(figures, counting);
  const [found] = wanted;
  if (counting.take !== 'sum') return found && TAKEN[counting.take](found);
  // Registers say 0 themselves; of incidents, nothing is 0 that is not whole.
  const { completeness = found && 'complete' } = wholeness(coverage, counting, wanted) ?? {};
  const isKnown = completeness === 'complete' || wanted.some(({ value }) => value > 0);
  return isKnown ? { value: wanted.reduce((sum, { value }) => sum + value, 0) } : undefined;
}

/** Whether it is whole. Undefined of what no source reports: registers of this system, and surveys. */
export function coverageIn({ figures, coverage }: SpanFigures, counting: CountedFigures): Coverage | undefined {
  return wholeness(coverage, counting, wantedIn(figures, counting));
}

function wholeness(coverage: FigureCoverage, { measures, of }: CountedFigures, wanted: readonly Figure[]) {
  const [measure = ''] = measures;
  const value = wanted.reduce((sum, figure) => sum + figure.value, 0);
  return coverage.cover({ measure, value, ...(of?.category && { category: of.category }) }).coverage;
}

/** The number, if it is whole: only such ones are compared and continued. */
export function wholeIn(span: SpanFigures, counting: CountedFigures): Counted | undefined {
  const { completeness = 'complete' } = coverageIn(span, counting) ?? {};
  return completeness === 'complete' ? countedIn(span, counting) : undefined;
}

function wantedIn(figures: readonly Figure[], { measures, of = {} }: CountedFigures): Figure[] {
  return figures.filter(
    (figure) =>
      measures.includes(figure.measure) &&
      (of.category === undefined || figure.category === of.category) &&
      (of.responder === undefined || figure.responder === of.responder),
  );
}

const TAKEN: Readonly<Record<Exclude<CountedFigures['take'], 'sum'>, (figure: Figure) => Counted | undefined>> = {
  median: (figure) => (isOfEnoughCases(figure) ? { value: figure.value } : undefined),
  cases: ({ base }) => (base === undefined ? undefined : { value: base }),
  share: ({ value, base }) => ({ value, whole: base }),
  part: ({ value, base = 0 }) => ({ value: Math.round((value * base) / 100), whole: base }),
  // Without its sample it says nothing.
  sample: ({ value, sample }) => sample && { value, sample },
};
