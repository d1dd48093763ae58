import type { Indicator, OfficialFigure } from '../official-figures/module.ts';
import type { Target } from '../on-time/module.ts';
import { ratiosOf, type CauseRatio } from './cause-ratio.ts';
import { CAUSES, type Cause } from './change-sentence.ts';
import { deathsOf, type SpanFigures } from './deaths.ts';
import { incidentsOf, type CategoryMeasure } from './incidents-of-period.ts';
import { countOfYear, countWithin, lastStateBy, targetFor } from './official-at.ts';
import { BASE_YEAR_NUMBER, daysOf, wholeWeeksIn, yearsBefore, type ScorecardPeriod, type Span } from './period.ts';
import { SERVICE_PROMISES, servicePromises, type ServiceMeasure, type ServiceSources } from './service-promises.ts';
import { forecastOf, trendOf, trendOfShares, type Counted, type ForecastOfPeriod, type TrendName } from './promise.ts';
import { isState, stateOf } from './states.ts';

const PROMISES = [
  ...(['deaths_total', 'deaths_road', 'deaths_fire', 'deaths_water', 'defenders_killed'] as const),
  ...(['fire_response', 'community_officers', 'hromadas_covered', 'camera_coverage', 'trust'] as const),
] as const;
type PromiseName = (typeof PROMISES)[number];
/** All promises, in the order of the contract. */
export const ALL_PROMISES = [...PROMISES, ...SERVICE_PROMISES] as const;

/** What a scorecard of a period is computed from, all of it of one territory. */
export interface PeriodSources {
  readonly period: ScorecardPeriod;
  readonly current: SpanFigures;
  /** The same days of the year before and of 2020. */
  readonly yearBefore: SpanFigures;
  readonly baseYear: SpanFigures;
  /** The whole period, a year before. */
  readonly wholeYearBefore: SpanFigures;
  /** Published by then, each in the statement that counts; empty below the country. */
  readonly official: readonly OfficialFigure[];
  /** All that was published by then, also what no longer counts; of one figure, the last statement comes first. */
  readonly statements: readonly OfficialFigure[];
  readonly released: ServiceSources['released'];
  readonly targets: ServiceSources['targets'];
}

interface PromiseMeasure {
  readonly promise: PromiseName;
  readonly current: Counted | undefined;
  readonly official: OfficialFigure | undefined;
  readonly target: OfficialFigure | undefined;
  readonly baselines: readonly {
    readonly span: Span;
    readonly counted: number | undefined;
    readonly official: OfficialFigure | undefined;
    readonly sample: Counted['sample'];
  }[];
  readonly trend: TrendName | undefined;
  readonly forecast: ForecastOfPeriod | undefined;
  readonly rules: readonly Target[];
}

export interface PeriodScorecard {
  readonly promises: readonly (PromiseMeasure | ServiceMeasure)[];
  readonly ratios: readonly CauseRatio[];
  readonly incidents: readonly CategoryMeasure[];
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

export function composePeriod(sources: PeriodSources): PeriodScorecard {
  return {
    promises: [
      ...PROMISES.map((promise) => measure(promise, sources)),
      ...servicePromises({ ...sources, baselines: [sources.yearBefore, sources.baseYear].filter(isDistinct) }),
    ],
    ratios: CAUSES.flatMap((cause) => ratiosOf(cause, sources)),
    incidents: incidentsOf(sources.current.figures),
  };
}

function measure(promise: PromiseName, sources: PeriodSources): PromiseMeasure {
  const { period, current, yearBefore, baseYear, official } = sources;
  const indicator = INDICATORS[promise];
  const counted = countedIn(current, promise);
  const before = countedIn(yearBefore, promise);
  const isDeaths = isCause(promise);
  return {
    promise,
    current: counted,
    official: indicator && publishedOf(period, indicator, official, isDeaths),
    target: indicator && targetFor(period.lastDay, indicator, official),
    baselines: [yearBefore, baseYear].filter(isDistinct).map((each) => {
      const { value, sample } = countedIn(each, promise) ?? {};
      const published = isDeaths && indicator ? countOfYear(each.span.from, indicator, official) : undefined;
      return { span: each.span, counted: value, official: published, sample: value === undefined ? undefined : sample };
    }),
    trend: isDeaths
      ? trend(counted?.value, current.span, before?.value, yearBefore.span)
      : promise === 'trust'
        ? trendOfShares(counted, before)
        : undefined,
    forecast: isDeaths && counted?.value !== undefined ? forecast(promise, counted.value, sources) : undefined,
    rules: promise === 'fire_response' ? sources.targets.filter(isOfRescuers) : [],
  };
}

/** Firefighters are of the rescue service. */
function isOfRescuers({ goal, service }: Target): boolean {
  return goal === 'arrival' && service === 'rescue';
}

function publishedOf(
  { firstDay, lastDay }: ScorecardPeriod,
  indicator: Indicator,
  official: readonly OfficialFigure[],
  isDeaths: boolean,
): OfficialFigure | undefined {
  if (isDeaths) return countWithin({ from: firstDay, to: lastDay }, indicator, official);
  return lastStateBy(lastDay, indicator, official);
}

function countedIn(source: SpanFigures, promise: PromiseName): Counted | undefined {
  if (isCause(promise)) return { value: deathsOf(source, promise) };
  if (promise === 'trust') return trustOf(source);
  return isState(promise) ? stateOf(source.figures, promise) : responseOf(source);
}

/** In 2021, the year before is 2020. */
function isDistinct({ span }: SpanFigures, index: number, all: readonly SpanFigures[]): boolean {
  return all.findIndex((each) => each.span.from === span.from) === index;
}

function trend(
  now: number | undefined,
  span: Span,
  before: number | undefined,
  spanBefore: Span,
): TrendName | undefined {
  if (now === undefined || before === undefined) return undefined;
  return trendOf(exposed(now, span), exposed(before, spanBefore));
}

const INDICATORS: Readonly<Partial<Record<PromiseName, Indicator>>> = {
  deaths_total: 'deaths_total',
  deaths_road: 'deaths_road',
  deaths_fire: 'deaths_fire',
  deaths_water: 'deaths_water',
  defenders_killed: 'defenders_killed',
  community_officers: 'community_officers',
  hromadas_covered: 'hromadas_covered',
  camera_coverage: 'camera_coverage_percent',
  trust: 'trust_percent',
};

function isCause(promise: PromiseName): promise is Cause {
  return CAUSES.some((cause) => cause === promise);
}

function responseOf({ figures }: SpanFigures): Counted {
  const found = figures.find(({ measure: name, category }) => name === 'response_time_p50' && category === 'fire');
  return { value: found?.value };
}

/** Without its sample it says nothing. */
function trustOf({ figures }: SpanFigures): Counted | undefined {
  const found = figures.find(({ measure: name }) => name === 'trust');
  return found?.sample && { value: found.value, sample: found.sample };
}

function exposed(count: number, span: Span) {
  return { count, exposure: daysOf(span) };
}

function forecast(cause: Cause, count: number, sources: PeriodSources): ForecastOfPeriod | undefined {
  const { period, current, yearBefore, wholeYearBefore } = sources;
  if (period.countedUntil >= period.lastDay) return undefined;
  const [passed, whole] = [yearBefore, wholeYearBefore].map((source) => deathsOf(source, cause));
  const byWeek = Map.groupBy(current.figures, ({ from }) => from);
  return forecastOf({
    count,
    weeks: wholeWeeksIn(current.span).map((monday) => deathsOf({ figures: byWeek.get(monday) ?? [] }, cause) ?? 0),
    daysPassed: daysOf(current.span),
    days: daysOf({ from: period.firstDay, to: period.lastDay }),
    before: passed === undefined || whole === undefined ? undefined : { passed, whole },
  });
}
