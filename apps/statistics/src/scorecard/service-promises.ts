import type { Figure } from '../figures/module.ts';
import type { Target } from '../on-time/module.ts';
import type { ReleasedPeriod } from '../publication/module.ts';
import { daysOf, wholeWeeksIn, type ScorecardPeriod, type Span } from './period.ts';
import { forecastOf, trendOf, trendOfShares, type Counted, type ForecastOfPeriod, type TrendName } from './promise.ts';

/** What is repaired or removed: how many, and how fast. */
export const REPAIRS = [
  { done: 'lights_repaired', time: 'light_repair_time', targetClass: 'street_light' },
  { done: 'pits_repaired', time: 'pit_repair_time', targetClass: 'road_pit' },
  { done: 'barriers_removed', time: 'barrier_removal_time', targetClass: undefined },
] as const;

/** What is released of sensitive categories. */
export const RELEASED = [
  { promise: 'domestic_violence', category: 'domestic_violence', measure: 'incidents' },
  { promise: 'visits_overdue', category: 'domestic_violence', measure: 'visits_overdue' },
  { promise: 'school_safety', category: 'school_safety', measure: 'incidents' },
] as const;
type ReleasedPromise = (typeof RELEASED)[number]['promise'];

/** Shares of cases that were answered in time; the names are those of the measures. */
export const SHARES = ['complaints_in_time', 'questions_answered_in_time'] as const;

export const SERVICE_PROMISES = [
  ...(['lights_repaired', 'light_repair_time', 'pits_repaired', 'pit_repair_time'] as const),
  ...(['barriers_removed', 'barrier_removal_time'] as const),
  ...(['domestic_violence', 'visits_overdue', 'school_safety', 'complaints_in_time'] as const),
  ...(['ambulance_arrival', 'questions_answered_in_time'] as const),
] as const;
type ServicePromise = (typeof SERVICE_PROMISES)[number];

/** Figures of a span: medians of times to repair as a whole, and by week where the span is the current one. */
interface ServiceFigures {
  readonly span: Span;
  readonly figures: readonly Figure[];
}

export interface ReleasedSpans {
  readonly current: readonly ReleasedPeriod[];
  /** The same months of earlier years, in the same order. */
  readonly baselines: readonly (readonly ReleasedPeriod[])[];
}

export interface ServiceSources {
  readonly period: ScorecardPeriod;
  readonly current: ServiceFigures;
  readonly yearBefore: ServiceFigures;
  readonly wholeYearBefore: ServiceFigures;
  /** The distinct ones of the year before and of 2020, the year before first. */
  readonly baselines: readonly ServiceFigures[];
  readonly released: Readonly<Record<ReleasedPromise, ReleasedSpans>>;
  readonly targets: readonly Target[];
}

export interface ServiceMeasure {
  readonly promise: ServicePromise;
  readonly current: Counted | undefined;
  /** Where `current` does not cover the period. */
  readonly covered: Span | undefined;
  readonly baselines: readonly { readonly span: Span; readonly counted: number | undefined }[];
  readonly trend: TrendName | undefined;
  readonly forecast: ForecastOfPeriod | undefined;
  readonly rules: readonly Target[];
}

/** Lit streets, no pits, no barriers, safe homes and schools, ambulances in time, and answers to residents. */
export function servicePromises(sources: ServiceSources): ServiceMeasure[] {
  return [
    ...REPAIRS.flatMap(({ done, time, targetClass }) => [
      repairsOf(done, `${time}_p50`, sources),
      timeOf(time, sources, targetClass),
    ]),
    ...RELEASED.map(({ promise }) => releasedOf(promise, sources.released[promise])),
    arrivalOf(sources),
    ...SHARES.map((promise) => share(promise, sources)),
  ];
}

const NOTHING = { covered: undefined, trend: undefined, forecast: undefined, rules: [] };

/** The numbers behind the medians. */
function repairsOf(promise: ServicePromise, measure: string, sources: ServiceSources): ServiceMeasure {
  const { current, yearBefore, wholeYearBefore, baselines, period } = sources;
  const countIn = ({ figures }: ServiceFigures) => wholeOf(figures, measure)?.base;
  const [now, before, whole] = [countIn(current), countIn(yearBefore), countIn(wholeYearBefore)];
  const isOver = period.countedUntil >= period.lastDay;
  return {
    ...NOTHING,
    promise,
    current: { value: now },
    baselines: baselines.map((each) => ({ span: each.span, counted: countIn(each) })),
    trend:
      now === undefined || before === undefined
        ? undefined
        : trendOf({ count: now, exposure: daysOf(current.span) }, { count: before, exposure: daysOf(yearBefore.span) }),
    forecast:
      now === undefined || isOver
        ? undefined
        : forecastOf({
            count: now,
            weeks: weeksOf(current, measure),
            daysPassed: daysOf(current.span),
            days: daysOf({ from: period.firstDay, to: period.lastDay }),
            before: before === undefined || whole === undefined ? undefined : { passed: before, whole },
          }),
  };
}

function timeOf(
  promise: (typeof REPAIRS)[number]['time'],
  { current, baselines, targets }: ServiceSources,
  targetClass: string | undefined,
): ServiceMeasure {
  const medianIn = ({ figures }: ServiceFigures) => wholeOf(figures, `${promise}_p50`)?.value;
  return {
    ...NOTHING,
    promise,
    current: { value: medianIn(current) },
    baselines: baselines.map((each) => ({ span: each.span, counted: medianIn(each) })),
    rules: targets.filter(({ goal, ...target }) => goal === 'repair' && target.targetClass === targetClass),
  };
}

function arrivalOf({ current, baselines, targets }: ServiceSources): ServiceMeasure {
  const medianIn = ({ figures }: ServiceFigures) =>
    figures.find(({ measure, responder }) => measure === AMBULANCE.measure && responder === AMBULANCE.service)?.value;
  return {
    ...NOTHING,
    promise: 'ambulance_arrival',
    current: { value: medianIn(current) },
    baselines: baselines.map((each) => ({ span: each.span, counted: medianIn(each) })),
    rules: targets.filter(({ goal, service }) => goal === 'arrival' && service === AMBULANCE.service),
  };
}

export const AMBULANCE = { measure: 'arrival_time_p50', service: 'ambulance' } as const;

function share(promise: (typeof SHARES)[number], { current, yearBefore, baselines }: ServiceSources): ServiceMeasure {
  const shareIn = ({ figures }: ServiceFigures): Counted => {
    const found = wholeOf(figures, promise);
    return { value: found?.value, whole: found?.base };
  };
  return {
    ...NOTHING,
    promise,
    current: shareIn(current),
    baselines: baselines.map((each) => ({ span: each.span, counted: shareIn(each).value })),
    trend: trendOfShares(shareIn(current), shareIn(yearBefore)),
  };
}

function wholeOf(figures: readonly Figure[], name: string): Figure | undefined {
  return figures.find(({ measure, from }) => measure === name && from === undefined);
}

/** Of whole weeks. Weeks without a repair are 0. */
function weeksOf({ span, figures }: ServiceFigures, name: string): number[] {
  const repaired = figures.filter(({ measure }) => measure === name);
  return wholeWeeksIn(span).map((monday) => repaired.find(({ from }) => from === monday)?.base ?? 0);
}

/**
 * The months, or quarters, from the first one on that are released, and the same ones of the baselines: where one of them is
 * hidden, the sum is not known.
 */
function releasedOf(promise: ReleasedPromise, { current, baselines }: ReleasedSpans): ServiceMeasure {
  const end = current.findIndex(({ value }) => value === undefined);
  const months = end < 0 ? current : current.slice(0, end);
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) {
    return { ...NOTHING, promise, current: undefined, baselines: [] };
  }
  const sumOf = (all: readonly ReleasedPeriod[]) => {
    const values = all.slice(0, months.length).flatMap(({ value }) => value ?? []);
    return values.length === months.length ? values.reduce((sum, value) => sum + value, 0) : undefined;
  };
  const covered = { from: first.from, to: last.to };
  const now = sumOf(current);
  const sums = baselines.flatMap((earlier) => {
    // Released by other periods than now: they cannot be compared.
    if (earlier.length !== current.length) return [];
    const [from, to] = [earlier[0]?.from, earlier[months.length - 1]?.to];
    return from === undefined || to === undefined ? [] : [{ span: { from, to }, counted: sumOf(earlier) }];
  });
  const before = sums[0];
  return {
    ...NOTHING,
    promise,
    current: { value: now },
    covered,
    baselines: sums,
    trend:
      now === undefined || before?.counted === undefined
        ? undefined
        : trendOf({ count: now, exposure: daysOf(covered) }, { count: before.counted, exposure: daysOf(before.span) }),
  };
}
