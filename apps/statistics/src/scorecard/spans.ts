import type { Figure } from '../figures/module.ts';
import { isOfEnoughCases } from '../figures/offered.ts';
import type { Counted } from './trend.ts';
import { BASE_YEAR_NUMBER, yearsBefore, type ScorecardPeriod, type Span } from './period.ts';
import type { CountedFigures } from './promised.ts';

/** Figures of a span as a whole, without the sensitive categories. */
export interface SpanFigures {
  readonly span: Span;
  readonly figures: readonly Figure[];
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
export function countedIn(figures: readonly Figure[], counting: CountedFigures): Counted | undefined {
  const { measures, take, of = {}, zeroWith } = counting;
  const wanted = figures.filter(
    (figure) =>
      measures.includes(figure.measure) &&
      (of.category === undefined || figure.category === of.category) &&
      (of.responder === undefined || figure.responder === of.responder),
  );
  const [found] = wanted;
  if (take === 'sum') {
    const isKnown =
      zeroWith === undefined
        ? found !== undefined
        : figures.some(({ measure, value }) => measure === zeroWith && value > 0);
    return isKnown ? { value: wanted.reduce((sum, { value }) => sum + value, 0) } : undefined;
  }
  return found && TAKEN[take](found);
}

const TAKEN: Readonly<Record<Exclude<CountedFigures['take'], 'sum'>, (figure: Figure) => Counted | undefined>> = {
  median: (figure) => (isOfEnoughCases(figure) ? { value: figure.value } : undefined),
  cases: ({ base }) => (base === undefined ? undefined : { value: base }),
  share: ({ value, base }) => ({ value, whole: base }),
  part: ({ value, base = 0 }) => ({ value: Math.round((value * base) / 100), whole: base }),
  // Without its sample it says nothing.
  sample: ({ value, sample }) => sample && { value, sample },
};
