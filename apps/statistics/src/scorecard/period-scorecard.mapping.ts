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
import { toTargetMessage } from '../on-time/module.ts';
import type { ScorecardPeriod } from './period.ts';
import { ALL_PROMISES, type CauseRatio, type PeriodScorecard } from './period-scorecard.ts';

const { numberOf: promiseNumber } = enumNames(Promises, ALL_PROMISES);
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

type Measured = PeriodScorecard['promises'][number];

function toPromise({ promise, current, trend, forecast, ...measure }: Measured): PromiseMessage {
  const { official, target } = 'official' in measure ? measure : {};
  const { covered, rules } = 'rules' in measure ? measure : {};
  return {
    promise: promiseNumber(promise),
    current: current?.value,
    demonstration: current?.demonstration,
    official: toOptional(official),
    target: toOptional(target),
    baselines: measure.baselines.map(({ span, counted, ...published }) => ({
      firstDay: span.from,
      lastDay: span.to,
      counted,
      official: 'official' in published ? toOptional(published.official) : undefined,
      sample: 'sample' in published ? published.sample : undefined,
    })),
    trend: trend === undefined ? Trend.UNSPECIFIED : trendNumber(trend),
    forecast: forecast && { ...forecast, method: methodNumber(forecast.method) },
    coveredFrom: covered?.from ?? '',
    coveredTo: covered?.to ?? '',
    rules: (rules ?? []).map((rule) => toTargetMessage(rule)),
    sample: current?.sample,
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
