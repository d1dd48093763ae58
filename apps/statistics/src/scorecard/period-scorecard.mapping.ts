import {
  ForecastMethod,
  Promise as Promises,
  Trend,
  type CategoryMeasure as CategoryMessage,
  type CauseRatio as RatioMessage,
  type PeriodScorecard as PeriodMessage,
  type PromiseMeasure as PromiseMessage,
} from '@safe-community/contracts/statistics/v1/period_scorecard.ts';
import { enumNames } from '@safe-community/domain-kit';
import { categoryNumber } from '../incidents/module.ts';
import { toFigureMessage, type OfficialFigure } from '../official-figures/module.ts';
import { toTargetMessage } from '../on-time/module.ts';
import type { CategoryMeasure } from './incidents-of-period.ts';
import type { PeriodCard } from './period-card.queries.ts';
import type { CauseRatio } from './cause-ratio.ts';
import { ALL_PROMISES, type PeriodScorecard } from './period-scorecard.ts';

const { numberOf: promiseNumber } = enumNames(Promises, ALL_PROMISES);
const { numberOf: trendNumber } = enumNames(Trend, ['fewer', 'no_clear_change', 'more'] as const);
const { numberOf: methodNumber } = enumNames(ForecastMethod, ['seasonal', 'even'] as const);

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
    incidents: card.incidents.map(toCategory),
  };
}

type Measured = PeriodScorecard['promises'][number];

function toPromise({ promise, current, trend, forecast, ...measure }: Measured): PromiseMessage {
  const { official, target } = 'official' in measure ? measure : {};
  const { covered } = 'covered' in measure ? measure : {};
  return {
    promise: promiseNumber(promise),
    current: current?.value,
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
    rules: measure.rules.map((rule) => toTargetMessage(rule)),
    sample: current?.sample,
    whole: current?.whole,
  };
}

function toCategory({ category, ...measure }: CategoryMeasure): CategoryMessage {
  const { count, medianSeconds, responded } = measure;
  return {
    category: categoryNumber(category),
    current: BigInt(count),
    medianResponseSeconds: medianSeconds,
    responded: responded === undefined ? undefined : BigInt(responded),
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
