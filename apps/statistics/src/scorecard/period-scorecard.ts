import { rateRatio, type Estimate } from '@safe-community/statistics-math';
import type { Figure } from '../figures/module.ts';
import type { Category } from '../incidents/module.ts';
import type { Indicator, OfficialFigure } from '../official-figures/module.ts';
import { CAUSES, sentencesOf, type Cause } from './change-sentence.ts';
import { BASE_YEAR_NUMBER, daysOf, yearsBefore, type ScorecardPeriod, type Span } from './period.ts';
import {
  SERVICE_PROMISES,
  servicePromises,
  splitOf,
  type ServiceMeasure,
  type ServiceSources,
} from './service-promises.ts';
import { forecastOf, trendOf, trendOfRatio, type Counted, type ForecastOfPeriod, type TrendName } from './promise.ts';

const PROMISES = [
  ...(['deaths_total', 'deaths_road', 'deaths_fire', 'deaths_water', 'defenders_killed'] as const),
  ...(['fire_response', 'community_officers', 'hromadas_covered', 'camera_coverage', 'trust'] as const),
] as const;
type PromiseName = (typeof PROMISES)[number];
/** All promises, in the order of the contract. */
export const ALL_PROMISES = [...PROMISES, ...SERVICE_PROMISES] as const;

const CATEGORY_OF: Readonly<Partial<Record<Cause, Category>>> = {
  deaths_road: 'road_crash',
  deaths_fire: 'fire',
  deaths_water: 'water',
};

/** Figures of a span, without the sensitive categories: by category, and by week where the span is the current one. */
export interface SpanFigures {
  readonly span: Span;
  readonly figures: readonly Figure[];
}

/** What a scorecard of a period is computed from, all of it of one territory. */
export interface PeriodSources {
  readonly period: ScorecardPeriod;
  readonly current: SpanFigures;
  /** The same days of the year before and of 2020. */
  readonly yearBefore: SpanFigures;
  readonly baseYear: SpanFigures;
  /** The whole period, a year before. */
  readonly wholeYearBefore: SpanFigures;
  /** Published by then; empty below the country. */
  readonly official: readonly OfficialFigure[];
  /** States of today; undefined for the past and below the country. */
  readonly states: Readonly<Partial<Record<PromiseName, Counted>>>;
  readonly released: ServiceSources['released'];
  readonly repairTargets: ServiceSources['repairTargets'];
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
}

export interface CauseRatio {
  readonly cause: Cause;
  readonly isOfficial: boolean;
  readonly span: Span;
  readonly deaths: number;
  readonly baseDeaths: number;
  readonly ratio: Estimate;
  readonly trend: TrendName;
  readonly sentences: { readonly uk: string; readonly en: string };
}

export interface PeriodScorecard {
  readonly promises: readonly (PromiseMeasure | ServiceMeasure)[];
  readonly ratios: readonly CauseRatio[];
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
  };
}

function measure(promise: PromiseName, sources: PeriodSources): PromiseMeasure {
  const { period, current, yearBefore, baseYear, official } = sources;
  const indicator = INDICATORS[promise];
  const publishedIn = (span: Span | undefined) => indicator && officialOf(official, indicator, span);
  const counted = countedIn(current, promise) ?? sources.states[promise];
  const before = countedIn(yearBefore, promise);
  const isDeaths = isCause(promise);
  return {
    promise,
    current: counted,
    official: publishedIn(isDeaths ? yearSpan(period.firstDay) : undefined),
    target: indicator && latest(official.filter((each) => each.indicator === indicator && each.kind === 'target')),
    baselines: [yearBefore, baseYear].filter(isDistinct).map((each) => {
      const { value, sample } = countedIn(each, promise) ?? {};
      const published = isDeaths ? publishedIn(yearSpan(each.span.from)) : undefined;
      return { span: each.span, counted: value, official: published, sample: value === undefined ? undefined : sample };
    }),
    trend: isDeaths ? trend(counted?.value, current.span, before?.value, yearBefore.span) : undefined,
    forecast: isDeaths && counted?.value !== undefined ? forecast(promise, counted.value, sources) : undefined,
  };
}

/** Undefined for states, which are not counted by period. */
function countedIn(source: SpanFigures, promise: PromiseName): Counted | undefined {
  if (isCause(promise)) return deathsOf(source, promise);
  if (promise === 'trust') return trustOf(source);
  return promise === 'fire_response' ? responseOf(source) : undefined;
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

/** Where no incident at all was counted, nothing is known. */
function deathsOf({ figures }: SpanFigures, cause: Cause): Counted {
  const sumOf = (name: string, of: (figure: Figure) => number) =>
    figures.reduce((sum, figure) => sum + (figure.measure === name && isWanted(figure) ? of(figure) : 0), 0);
  const isAny = (of: (figure: Figure) => number) =>
    figures.some((each) => each.measure === 'incidents' && of(each) > 0);
  const category = CATEGORY_OF[cause];
  const isWanted = (figure: Figure) => category === undefined || figure.category === category;
  const name = cause === 'defenders_killed' ? cause : 'killed';
  return {
    value: isAny(real) ? sumOf(name, real) : undefined,
    demonstration: isAny(invented) ? sumOf(name, invented) : undefined,
  };
}

function real({ value, demonstration }: Figure): number {
  return value - demonstration;
}

function invented({ demonstration }: Figure): number {
  return demonstration;
}

/** A median has no parts: it is of real responses, or of invented ones if there are no others. */
function responseOf({ figures }: SpanFigures): Counted {
  return splitOf(
    figures.find(({ measure: name }) => name === 'response_time_p50'),
    ({ value }) => value,
  );
}

/** The share of a wave is of real surveys, or of invented ones if there are no others. Without its sample it says nothing. */
function trustOf({ figures }: SpanFigures): Counted | undefined {
  const found = figures.find(({ measure: name }) => name === 'trust');
  return found?.sample && { ...splitOf(found, ({ value }) => value), sample: found.sample };
}

function exposed(count: number, span: Span) {
  return { count, exposure: daysOf(span) };
}

function forecast(cause: Cause, count: number, sources: PeriodSources): ForecastOfPeriod | undefined {
  const { period, current, yearBefore, wholeYearBefore } = sources;
  if (period.countedUntil >= period.lastDay) return undefined;
  const [passed, whole] = [yearBefore, wholeYearBefore].map((source) => deathsOf(source, cause).value);
  const weekly = current.figures.filter(({ from }) => from !== undefined);
  const weeks = Map.groupBy(weekly, ({ from = '' }) => from);
  const inOrder = [...weeks].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return forecastOf({
    count,
    weeks: inOrder.map(([, figures]) => deathsOf({ span: current.span, figures }, cause).value ?? 0),
    daysPassed: daysOf(current.span),
    days: daysOf({ from: period.firstDay, to: period.lastDay }),
    before: passed === undefined || whole === undefined ? undefined : { passed, whole },
  });
}

function yearSpan(day: string): Span {
  const year = day.slice(0, 4);
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** The published figure of exactly this span, or without one the latest. */
function officialOf(
  all: readonly OfficialFigure[],
  indicator: Indicator,
  span: Span | undefined,
): OfficialFigure | undefined {
  const observed = all.filter((each) => each.indicator === indicator && each.kind === 'observed');
  if (span === undefined) return latest(observed);
  return observed.find(({ periodStart, periodEnd }) => periodStart === span.from && periodEnd === span.to);
}

function latest(figures: readonly OfficialFigure[]): OfficialFigure | undefined {
  return figures.toSorted((a, b) => (a.periodEnd < b.periodEnd ? 1 : -1))[0];
}

/** What was counted against what was counted, and what was published against what was published; never mixed. */
function ratiosOf(cause: Cause, { current, baseYear, official }: PeriodSources): CauseRatio[] {
  const [counted, ofBase] = [current, baseYear].map((source) => deathsOf(source, cause).value);
  const own =
    counted === undefined || ofBase === undefined || current.span.from === baseYear.span.from
      ? []
      : ratioOf({
          cause,
          isOfficial: false,
          span: current.span,
          baseSpan: baseYear.span,
          deaths: counted,
          baseDeaths: ofBase,
        });
  return [...own, ...officialRatio(cause, official)];
}

/** The latest whole year after 2020 by the publisher of that of 2020: other publishers count otherwise. */
function officialRatio(cause: Cause, official: readonly OfficialFigure[]): CauseRatio[] {
  const baseSpan = yearSpan(String(BASE_YEAR_NUMBER));
  const base = officialOf(official, cause, baseSpan);
  if (base === undefined) return [];
  const later = official.filter(
    ({ indicator, kind, qualifier, periodStart, periodEnd, provenance }) =>
      indicator === cause &&
      kind === 'observed' &&
      qualifier === 'exact' &&
      periodStart > baseSpan.to &&
      periodEnd === yearSpan(periodStart).to &&
      periodStart.endsWith('-01-01') &&
      provenance.publisherUk === base.provenance.publisherUk,
  );
  const now = latest(later);
  if (now === undefined) return [];
  const span = { from: now.periodStart, to: now.periodEnd };
  return ratioOf({ cause, isOfficial: true, span, baseSpan, deaths: now.value, baseDeaths: base.value });
}

function ratioOf(
  change: Omit<CauseRatio, 'ratio' | 'trend' | 'sentences'> & { readonly baseSpan: Span },
): CauseRatio[] {
  const { span, baseSpan, deaths, baseDeaths } = change;
  const ratio = rateRatio({ count: deaths, exposure: daysOf(span) }, { count: baseDeaths, exposure: daysOf(baseSpan) });
  if (ratio === undefined) return [];
  return [{ ...change, ratio, trend: trendOfRatio(ratio), sentences: sentencesOf({ ...change, ratio }) }];
}
