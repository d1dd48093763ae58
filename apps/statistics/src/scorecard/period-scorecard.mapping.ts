import {
  ForecastMethod,
  Promise as Promises,
  Trend,
  type CauseRatio as RatioMessage,
  type PeriodScorecard as PeriodMessage,
  type PromiseMeasure as PromiseMessage,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { enumNames } from '@safe-community/domain-kit';
import { toFigureMessage, type OfficialFigure } from '../official-figures/module.ts';
import type { ScorecardPeriod } from './period.ts';
import { PROMISES, type CauseRatio, type PeriodScorecard, type PromiseMeasure } from './period-scorecard.ts';

const { numberOf: promiseNumber } = enumNames(Promises, PROMISES);
const { numberOf: trendNumber } = enumNames(Trend, ['fewer', 'no_clear_change', 'more'] as const);
const { numberOf: methodNumber } = enumNames(ForecastMethod, ['seasonal', 'even'] as const);

/** A scorecard with what it is of. */
export interface PeriodCard {
  readonly territoryCode: string;
  readonly period: ScorecardPeriod;
  readonly card: PeriodScorecard;
  readonly computedAt: Date;
}

export function toPeriodMessage({ territoryCode, period, card, computedAt }: PeriodCard): PeriodMessage {
  const { firstDay, lastDay, countedUntil, knownOn } = period;
  return {
    territoryCode,
    firstDay,
    lastDay,
    countedUntil,
    knownOn: knownOn ?? '',
    computedTime: computedAt,
    promises: card.promises.map(toPromise),
    ratios: card.ratios.map(toRatio),
  };
}

function toPromise({ promise, current, trend, forecast, ...measure }: PromiseMeasure): PromiseMessage {
  return {
    promise: promiseNumber(promise),
    current: current?.value,
    demonstration: current?.demonstration,
    official: toOptional(measure.official),
    target: toOptional(measure.target),
    baselines: measure.baselines.map(({ span, counted, official }) => ({
      firstDay: span.from,
      lastDay: span.to,
      counted,
      official: toOptional(official),
    })),
    trend: trend === undefined ? Trend.UNSPECIFIED : trendNumber(trend),
    forecast: forecast && { ...forecast, method: methodNumber(forecast.method) },
  };
}

function toRatio({ cause, isOfficial, span, deaths, baseDeaths, ratio, trend, sentences }: CauseRatio): RatioMessage {
  return {
    cause: promiseNumber(cause),
    official: isOfficial,
    firstDay: span.from,
    lastDay: span.to,
    deaths,
    deaths2020: baseDeaths,
    ratio,
    trend: trendNumber(trend),
    sentenceUk: sentences.uk,
    sentenceEn: sentences.en,
  };
}

function toOptional(figure: OfficialFigure | undefined) {
  return figure && toFigureMessage(figure);
}
