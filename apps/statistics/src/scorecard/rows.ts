import type { Day } from '@safe-community/domain-kit';
import { findMeasure } from '../figures/measures.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import type { Target } from '../on-time/module.ts';
import type { ReleasedPeriod } from '../publication/module.ts';
import { countOfYear, countWithin, dueOf, goalsOf, lastStateBy, targetFor } from './official-at.ts';
import { daysOf, wholeWeeksIn, type ScorecardPeriod, type Span } from './period.ts';
import { figuresBehind, type CountedFigures, type Promised } from './promised.ts';
import { PROMISES } from './promises.ts';
import { countedIn, coverageIn, wholeIn, type CountedSpans, type SpanFigures } from './spans.ts';
import type { Coverage } from '../sources/module.ts';
import { forecastOf, trendOf, trendOfShares, type Counted, type ForecastOfPeriod, type TrendName } from './trend.ts';
import { verdictOf, type VerdictName } from './verdict.ts';

/** What is released of a promise in the current span and the same one of earlier years, the year before first. */
export interface ReleasedSpans {
  readonly current: readonly ReleasedPeriod[];
  readonly baselines: readonly (readonly ReleasedPeriod[])[];
}

/** What the rows of a period are computed from, all of it of one territory. */
export interface RowSources extends CountedSpans {
  readonly period: ScorecardPeriod;
  /** Published by then, each in the statement that counts; empty below the country. */
  readonly official: readonly OfficialFigure[];
  /** By the id of the promise. */
  readonly released: ReadonlyMap<string, ReleasedSpans>;
  readonly targets: readonly Target[];
}

interface Baseline {
  readonly span: Span;
  readonly counted: Counted | undefined;
  readonly official: OfficialFigure | undefined;
  /** Of `counted`. */
  readonly coverage: Coverage | undefined;
}

/** A promise in a territory and period. */
export interface Row {
  readonly promise: Promised;
  readonly current: Counted | undefined;
  /** Whether `current` is whole; undefined of what no source reports. */
  readonly coverage: Coverage | undefined;
  /** Of people hurt: incidents whose outcome nobody has stated yet. */
  readonly outcomesOpen: number | undefined;
  /** Where `current` does not cover the period. */
  readonly covered: Span | undefined;
  readonly official: OfficialFigure | undefined;
  /** The goal that applies, and all goals by date. */
  readonly target: OfficialFigure | undefined;
  /** The day on which the target is due; undefined if none was named. */
  readonly due: Day | undefined;
  readonly goals: readonly OfficialFigure[];
  readonly rules: readonly Target[];
  /** The same period of the year before and of 2020. */
  readonly baselines: readonly Baseline[];
  readonly trend: TrendName | undefined;
  readonly forecast: ForecastOfPeriod | undefined;
  readonly verdict: VerdictName | undefined;
}

export function rowsOf(sources: RowSources): Row[] {
  return PROMISES.map((promise) => {
    const measured = measuredOf(promise, sources);
    const published = publishedOf(promise, sources);
    const rules = sources.targets.filter((target) => isRuleOf(promise, target));
    const judged = { promise, period: sources.period, rules, ...measured, ...published };
    return { ...judged, verdict: verdictOf(judged) };
  });
}

type Measured = Pick<Row, 'current' | 'coverage' | 'outcomesOpen' | 'covered' | 'baselines' | 'trend' | 'forecast'>;

const NOTHING: Measured = {
  current: undefined,
  coverage: undefined,
  outcomesOpen: undefined,
  covered: undefined,
  baselines: [],
  trend: undefined,
  forecast: undefined,
};

function measuredOf(promise: Promised, sources: RowSources): Measured {
  const counting = figuresBehind(promise);
  if (promise.counted !== undefined && counting === undefined) {
    const released = sources.released.get(promise.id);
    return released === undefined ? NOTHING : ofReleased(released);
  }
  const { current, yearBefore, baseYear, official } = sources;
  const countIn = (span: SpanFigures) => counting && countedIn(span, counting);
  const coverIn = (span: SpanFigures) => counting && coverageIn(span, counting);
  const now = countIn(current);
  const coverage = coverIn(current);
  const [whole, before] = [current, yearBefore].map((span) => counting && wholeIn(span, counting));
  // In 2021, the year before is 2020.
  const earlier = baseYear.span.from === yearBefore.span.from ? [yearBefore] : [yearBefore, baseYear];
  return {
    current: now,
    coverage,
    outcomesOpen: counting && openIn(current, counting),
    covered: undefined,
    baselines: earlier.map((each) => ({
      span: each.span,
      counted: countIn(each),
      coverage: coverIn(each),
      official:
        promise.official !== undefined && isOfDays(promise)
          ? countOfYear(each.span.from, promise.official, official)
          : undefined,
    })),
    trend:
      promise.trend === 'shares'
        ? trendOfShares(whole, before)
        : isOfDays(promise)
          ? trendOfCounts({ now: whole, span: current.span }, { now: before, span: yearBefore.span })
          : undefined,
    forecast: isOfDays(promise) && whole && counting ? forecast(counting, whole, sources) : undefined,
  };
}

function openIn(span: SpanFigures, { measures: [measure = ''], of }: CountedFigures): number | undefined {
  if (findMeasure(measure)?.matter !== 'casualties') return undefined;
  return countedIn(span, { measures: ['outcomes_open'], take: 'sum', ...(of && { of }) })?.value;
}

/** Adds up over days; others are states. */
function isOfDays({ trend }: Promised): boolean {
  return trend === 'counts';
}

interface CountedSpan {
  readonly now: Pick<Counted, 'value'> | undefined;
  readonly span: Span;
}

function trendOfCounts(current: CountedSpan, before: CountedSpan): TrendName | undefined {
  if (current.now === undefined || before.now === undefined) return undefined;
  const exposed = (value: number, span: Span) => ({ count: value, exposure: daysOf(span) });
  return trendOf(exposed(current.now.value, current.span), exposed(before.now.value, before.span));
}

function forecast(counting: CountedFigures, { value: count }: Counted, sources: RowSources) {
  const { period, current, weeks, yearBefore, wholeYearBefore } = sources;
  if (period.countedUntil >= period.lastDay) return undefined;
  const [passed, whole] = [yearBefore, wholeYearBefore].map((span) => wholeIn(span, counting)?.value);
  const byWeek = Map.groupBy(weeks, ({ from }) => from);
  return forecastOf({
    count,
    // Weeks without any are 0.
    weeks: wholeWeeksIn(current.span).map(
      (monday) => countedIn({ ...current, figures: byWeek.get(monday) ?? [] }, counting)?.value ?? 0,
    ),
    daysPassed: daysOf(current.span),
    days: daysOf({ from: period.firstDay, to: period.lastDay }),
    before: passed === undefined || whole === undefined ? undefined : { passed, whole },
  });
}

function publishedOf(
  promise: Promised,
  { period, official }: RowSources,
): Pick<Row, 'official' | 'target' | 'due' | 'goals'> {
  const { firstDay, lastDay } = period;
  const { official: seriesId } = promise;
  if (seriesId === undefined) return { official: undefined, target: undefined, due: undefined, goals: [] };
  const target = promise.target === 'published' ? targetFor(lastDay, seriesId, official) : undefined;
  return {
    official: isOfDays(promise)
      ? countWithin({ from: firstDay, to: lastDay }, seriesId, official)
      : lastStateBy(lastDay, seriesId, official),
    target,
    due: target && dueOf(target),
    goals: promise.target === 'published' ? goalsOf(seriesId, official) : [],
  };
}

function isRuleOf({ target: rule }: Promised, target: Target): boolean {
  if (rule === undefined || typeof rule === 'string' || rule.goal !== target.goal) return false;
  return 'service' in rule ? rule.service === target.service : rule.targetClass === target.targetClass;
}

/**
 * The months, or quarters, from the first one on that are released, and the same ones of the baselines: where one of them is
 * hidden, the sum is not known. No forecast: the last ones are not known.
 */
function ofReleased({ current, baselines }: ReleasedSpans): Measured {
  const end = current.findIndex(({ value }) => value === undefined);
  const periods = end < 0 ? current : current.slice(0, end);
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return NOTHING;
  const sumOf = (all: readonly ReleasedPeriod[]): Counted | undefined => {
    const values = all.slice(0, periods.length).flatMap(({ value }) => value ?? []);
    return values.length === periods.length ? { value: values.reduce((sum, value) => sum + value, 0) } : undefined;
  };
  const covered = { from: first.from, to: last.to };
  const now = sumOf(current);
  const sums = baselines.flatMap((earlier) => {
    // Released by other periods than now: they cannot be compared.
    if (earlier.length !== current.length) return [];
    const [from, to] = [earlier[0]?.from, earlier[periods.length - 1]?.to];
    return from === undefined || to === undefined
      ? []
      : [{ span: { from, to }, counted: sumOf(earlier), official: undefined, coverage: undefined }];
  });
  const [before] = sums;
  return {
    current: now,
    coverage: undefined,
    outcomesOpen: undefined,
    covered,
    baselines: sums,
    trend: before && trendOfCounts({ now, span: covered }, { now: before.counted, span: before.span }),
    forecast: undefined,
  };
}
