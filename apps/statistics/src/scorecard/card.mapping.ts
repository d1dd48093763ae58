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
import { toCoverageMessage } from '../sources/module.ts';
import { categoryNumber } from '../incidents/module.ts';
import { toDifferenceMessage, toFigureMessage, type OfficialFigure } from '../official-figures/module.ts';
import { toTargetMessage } from '../on-time/module.ts';
import type { Card } from './card.queries.ts';
import type { CauseRatio } from './cause-ratio.ts';
import type { CategoryMeasure } from './incidents-of-period.ts';
import { leftOutOf } from './left-out.ts';
import { withNow, type Tally } from './tally.ts';
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
  return {
    asOf,
    territoryCode,
    firstDay,
    lastDay,
    countedUntil,
    knownOn: knownOn ?? '',
    computedTime: computedAt,
    rows: rows.map((row) => {
      const difference = card.differences.find(({ seriesId }) => seriesId === row.promise.official);
      return { ...toRow(row), difference: difference && toDifferenceMessage(difference) };
    }),
    ratios: ratios.map(toRatio),
    incidents: incidents.map(toCategory),
    progress: [...tally.progress],
  };
}

function toRow({ promise, current, covered, trend, verdict, forecast, ...row }: Row): Omit<RowMessage, 'difference'> {
  const leftOut = leftOutOf(promise);
  return {
    id: promise.id,
    titleUk: promise.titleUk,
    titleEn: promise.titleEn,
    unit: promise.unit,
    group: promise.group,
    better: promise.better === undefined ? Direction.UNSPECIFIED : directionNumber(promise.better),
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
    baselines: row.baselines.map(({ span, counted, official, coverage }) => ({
      firstDay: span.from,
      lastDay: span.to,
      counted: counted?.value,
      official: toOptional(official),
      sample: counted?.sample,
      coverage: coverage && toCoverageMessage(coverage),
    })),
    trend: trend === undefined ? Trend.UNSPECIFIED : trendNumber(trend),
    verdict: verdict === undefined ? Verdict.UNSPECIFIED : verdictNumber(verdict),
    forecast: forecast && { ...forecast, method: methodNumber(forecast.method) },
    coverage: row.coverage && toCoverageMessage(row.coverage),
    outcomesOpen: row.outcomesOpen === undefined ? undefined : BigInt(row.outcomesOpen),
    charted: chartedBy(promise),
    leftOutUk: leftOut.uk,
    leftOutEn: leftOut.en,
  };
}

/** Undefined of what no chart of one measure shows: sums of several, cases behind a median, and surveys, for example. */
function chartedBy(promise: Row['promise']): RowMessage['charted'] {
  const { measures, take, of = {} } = figuresBehind(promise) ?? {};
  const [measure] = measures ?? [];
  const isDrawn = take !== 'sample' && take !== 'cases' && of.responder === undefined;
  if (measure === undefined || measures?.length !== 1 || !isDrawn) return undefined;
  return { measure, category: of.category === undefined ? 0 : categoryNumber(of.category) };
}

function toCategory({ category, ...measure }: CategoryMeasure): CategoryMessage {
  const { count, medianSeconds, responded, coverage } = measure;
  return {
    category: categoryNumber(category),
    current: BigInt(count),
    medianResponseSeconds: medianSeconds,
    responded: responded === undefined ? undefined : BigInt(responded),
    coverage: coverage && toCoverageMessage(coverage),
  };
}

function toRatio({ cause, series, span, deaths, baseDeaths, ratio, trend, sentences }: CauseRatio): RatioMessage {
  return {
    cause: cause.id,
    series: series?.id ?? '',
    official: series !== undefined,
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
