import {
  Direction,
  ForecastMethod,
  Trend,
  Verdict,
  type CategoryMeasure as CategoryMessage,
  type CauseRatio as RatioMessage,
  type Scorecard as ScorecardMessage,
  type ScorecardRow as RowMessage,
} from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { enumNames } from '@safe-community/domain-kit';
import { COUNTRY } from '@safe-community/territory';
import { categoryNumber } from '../incidents/module.ts';
import { differenceOf, toDifferenceMessage, toFigureMessage, type OfficialFigure } from '../official-figures/module.ts';
import { toTargetMessage } from '../on-time/module.ts';
import type { Card } from './card.queries.ts';
import type { CauseRatio } from './cause-ratio.ts';
import type { CategoryMeasure } from './incidents-of-period.ts';
import { leftOutOf } from './left-out.ts';
import { withNow, type Tally } from './tally.ts';
import { BASE_YEAR_NUMBER } from './period.ts';
import { figuresBehind } from './promised.ts';
import type { Row } from './rows.ts';
import { VERDICTS, type VerdictName } from './verdict.ts';

const { numberOf: directionNumber } = enumNames(Direction, ['more', 'fewer'] as const);
const { numberOf: trendNumber } = enumNames(Trend, ['fewer', 'no_clear_change', 'more'] as const);
const { numberOf: methodNumber } = enumNames(ForecastMethod, ['seasonal', 'even'] as const);
const { numberOf: verdictNumber } = enumNames(Verdict, Object.keys(VERDICTS) as VerdictName[]);

/** What is counted of now is of the country, and of no earlier day of knowledge. */
export function toScorecardMessage(card: Card, tally: Tally, asOf: Date): ScorecardMessage {
  const { territoryCode, period, ratios, incidents, computedAt } = card;
  const { firstDay, lastDay, countedUntil, knownOn } = period;
  const isOfNow = territoryCode === COUNTRY && knownOn === undefined;
  const rows = isOfNow ? withNow(card.rows, period, tally) : card.rows;
  const difference = differenceOf(rows.flatMap((row) => ofBaseYear(row) ?? []));
  return {
    asOf,
    territoryCode,
    firstDay,
    lastDay,
    countedUntil,
    knownOn: knownOn ?? '',
    computedTime: computedAt,
    rows: rows.map((row) => ({
      ...toRow(row),
      difference:
        difference !== undefined && row.promise.official === 'deaths_total'
          ? toDifferenceMessage(difference)
          : undefined,
    })),
    ratios: ratios.map(toRatio),
    incidents: incidents.map(toCategory),
    progress: [...tally.progress],
  };
}

function ofBaseYear({ baselines }: Row): OfficialFigure | undefined {
  return baselines.find(({ span }) => span.from.startsWith(String(BASE_YEAR_NUMBER)))?.official;
}

function toRow({ promise, current, covered, trend, verdict, forecast, ...row }: Row): Omit<RowMessage, 'difference'> {
  const leftOut = leftOutOf(promise);
  return {
    id: promise.id,
    titleUk: promise.titleUk,
    titleEn: promise.titleEn,
    unit: promise.unit,
    group: promise.group,
    better: directionNumber(promise.better),
    measures: [...(figuresBehind(promise)?.measures ?? [])],
    shown: [...promise.shown],
    value: current?.value,
    whole: current?.whole,
    sample: current?.sample,
    coveredFrom: covered?.from ?? '',
    coveredTo: covered?.to ?? '',
    official: toOptional(row.official),
    target: toOptional(row.target),
    due: row.due ?? '',
    goals: row.goals.map(toFigureMessage),
    rules: row.rules.map(toTargetMessage),
    baselines: row.baselines.map(({ span, counted, official }) => ({
      firstDay: span.from,
      lastDay: span.to,
      counted: counted?.value,
      official: toOptional(official),
      sample: counted?.sample,
      coverage: undefined,
    })),
    trend: trend === undefined ? Trend.UNSPECIFIED : trendNumber(trend),
    verdict: verdict === undefined ? Verdict.UNSPECIFIED : verdictNumber(verdict),
    forecast: forecast && { ...forecast, method: methodNumber(forecast.method) },
    coverage: undefined,
    outcomesOpen: undefined,
    leftOutUk: leftOut.uk,
    leftOutEn: leftOut.en,
  };
}

function toCategory({ category, ...measure }: CategoryMeasure): CategoryMessage {
  const { count, medianSeconds, responded } = measure;
  return {
    category: categoryNumber(category),
    current: BigInt(count),
    medianResponseSeconds: medianSeconds,
    responded: responded === undefined ? undefined : BigInt(responded),
    coverage: undefined,
  };
}

function toRatio({ cause, isOfficial, span, deaths, baseDeaths, ratio, trend, sentences }: CauseRatio): RatioMessage {
  return {
    cause: cause.id,
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
