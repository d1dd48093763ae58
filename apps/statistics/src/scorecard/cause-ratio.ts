import { rateRatio, type Estimate } from '@safe-community/statistics-math';
import type { OfficialFigure, OfficialSeries } from '../official-figures/module.ts';
import { sentencesOf, type Change } from './change-sentence.ts';
import { figuresBehind, type Promised } from './promised.ts';
import { wholeIn, type SpanFigures } from './spans.ts';
import { yearSpan, yearsOfSeries } from './official-at.ts';
import { BASE_YEAR_NUMBER, daysOf, type ScorecardPeriod, type Span } from './period.ts';
import { trendOfRatio, type TrendName } from './trend.ts';

/** Deaths a day in relation to 2020. */
export interface CauseRatio {
  readonly cause: Promised;
  /** Both numbers are published in it; undefined: both are counted here. */
  readonly series: OfficialSeries | undefined;
  readonly span: Span;
  readonly deaths: number;
  readonly baseDeaths: number;
  readonly ratio: Estimate;
  readonly trend: TrendName;
  readonly sentences: { readonly uk: string; readonly en: string };
}

interface RatioSources {
  readonly period: ScorecardPeriod;
  readonly current: SpanFigures;
  readonly baseYear: SpanFigures;
  readonly official: readonly OfficialFigure[];
}

/** What was counted against what was counted, and what was published against the same series; never mixed. */
export function ratiosOf(cause: Promised, { period, current, baseYear, official }: RatioSources): CauseRatio[] {
  const { sentence: what } = cause;
  if (what === undefined) return [];
  const counting = figuresBehind(cause);
  const [counted, ofBase] = [current, baseYear].map((span) => counting && wholeIn(span, counting)?.value);
  const own =
    counted === undefined || ofBase === undefined || current.span.from === baseYear.span.from
      ? []
      : ratioOf({
          cause,
          what,
          series: undefined,
          span: current.span,
          baseSpan: baseYear.span,
          deaths: counted,
          baseDeaths: ofBase,
        });
  const years = { baseYear: `${BASE_YEAR_NUMBER}-01-01`, until: period.lastDay };
  const pair = cause.official === undefined ? undefined : yearsOfSeries(cause.official, years, official);
  if (pair === undefined) return own;
  const published = ratioOf({
    cause,
    what,
    series: pair.now.series,
    span: yearSpan(pair.now.periodStart),
    baseSpan: yearSpan(pair.base.periodStart),
    deaths: pair.now.value,
    baseDeaths: pair.base.value,
  });
  return [...own, ...published];
}

function ratioOf(change: Omit<CauseRatio, 'ratio' | 'trend' | 'sentences'> & Omit<Change, 'ratio'>): CauseRatio[] {
  const { span, baseSpan, deaths, baseDeaths } = change;
  const ratio = rateRatio({ count: deaths, exposure: daysOf(span) }, { count: baseDeaths, exposure: daysOf(baseSpan) });
  if (ratio === undefined) return [];
  return [{ ...change, ratio, trend: trendOfRatio(ratio), sentences: sentencesOf({ ...change, ratio }) }];
}
