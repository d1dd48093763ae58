import type { OfficialFigure } from '../official-figures/module.ts';
import type { Target } from '../on-time/module.ts';
import type { Coverage } from '../sources/module.ts';
import type { ScorecardPeriod } from './period.ts';
import type { Promised } from './promised.ts';
import type { Counted, ForecastOfPeriod } from './trend.ts';

/** In the order of the contract, each with its rule, as docs/promises.md states it. */
export const VERDICTS = {
  reached: 'The value, with the whole of its interval where it has one, is as good as the target or better.',
  on_the_way:
    'Not reached, and the target is due later, or on no day. Of a count, its forecast as a whole is as good as the target.',
  late: 'Not reached after the day on which the target was due. Of a count, the forecast as a whole is worse. A median is late when it is longer than every target in force: then more than half of the cases took too long.',
  cannot_be_told:
    'The target lies within the interval of the value or of the forecast, the value is incomplete, or it is a median that does not say how many cases were in time.',
  not_measured: 'There is no value: nobody reports it in the territory and period.',
} as const;
export type VerdictName = keyof typeof VERDICTS;

/** What a promise is judged by. */
export interface Judged {
  readonly promise: Promised;
  readonly period: ScorecardPeriod;
  readonly current: Counted | undefined;
  readonly coverage: Coverage | undefined;
  readonly official: OfficialFigure | undefined;
  readonly target: OfficialFigure | undefined;
  /** Undefined if the target names no day. */
  readonly due: string | undefined;
  readonly rules: readonly Target[];
  readonly forecast: ForecastOfPeriod | undefined;
}

/** Undefined where no number was promised for the period. */
export function verdictOf(judged: Judged): VerdictName | undefined {
  const verdict = verdictOfWhole(judged);
  const isWhole = (judged.coverage?.completeness ?? 'complete') === 'complete';
  return isWhole || verdict === undefined || verdict === 'not_measured' ? verdict : 'cannot_be_told';
}

function verdictOfWhole(judged: Judged): VerdictName | undefined {
  const { promise, period, current, official, target, due, rules } = judged;
  const { counted } = promise;
  // What is surveyed may be published instead.
  const value = current?.value ?? (promise.trend === 'counts' ? undefined : official?.value);
  if (value === undefined) return 'not_measured';
  if (promise.target === undefined || counted === undefined) return undefined;
  if (promise.target === 'all') {
    if (current?.whole === undefined) return undefined;
    return value >= current.whole ? 'reached' : 'on_the_way';
  }
  if (promise.target !== 'published') return ofMedian(value, rules);
  if (target === undefined) return undefined;
  if (promise.trend === 'counts') return ofCount({ ...judged, target, value });
  // "Over 70" is as good as the goal of over 70.
  const isOver = current === undefined && official?.qualifier === 'more_than';
  return ofState({ promise, target, value, isOver }, current?.sample, due !== undefined && due < period.countedUntil);
}

/** Figures of histograms are within this share of the exact value (`figures/measure.ts`). */
const ERROR = 0.025;

function ofMedian(seconds: number, rules: readonly Target[]): VerdictName | undefined {
  if (rules.length === 0) return undefined;
  const isMissed = ({ minutes, clock, allowedExceedancePercent: allowed = 0 }: Target) =>
    seconds * (1 - ERROR) > 60 * minutes && allowed < 50 && clock !== 'dispatched';
  return rules.every(isMissed) ? 'late' : 'cannot_be_told';
}

interface AgainstGoal {
  readonly promise: Promised;
  readonly target: OfficialFigure;
  readonly value: number;
  /** More than the value. */
  readonly isOver?: boolean;
}

function isAsGood({ promise: { better }, target, isOver = false }: AgainstGoal, value: number): boolean {
  if (better === 'fewer') return value <= target.value;
  return target.qualifier === 'more_than' && !isOver ? value > target.value : value >= target.value;
}

function ofState(goal: AgainstGoal, sample: Counted['sample'], isDue: boolean): VerdictName {
  const [low, high] = [sample?.low, sample?.high].map((bound) => isAsGood(goal, bound ?? goal.value));
  if (low !== high) return 'cannot_be_told';
  return low === true ? 'reached' : isDue ? 'late' : 'on_the_way';
}

/** The goal of a count is that of a year: other periods say nothing about it. */
function ofCount(judged: Omit<Judged, 'target'> & AgainstGoal): VerdictName | undefined {
  const { period, target, value, forecast } = judged;
  const year = target.periodEnd.slice(0, 4);
  if (period.firstDay !== `${year}-01-01` || period.lastDay !== `${year}-12-31`) return undefined;
  if (forecast === undefined) {
    if (period.countedUntil < period.lastDay) return 'cannot_be_told';
    return isAsGood(judged, value) ? 'reached' : 'late';
  }
  const [low, high] = [isAsGood(judged, forecast.low), isAsGood(judged, forecast.high)];
  if (low !== high) return 'cannot_be_told';
  return low ? 'on_the_way' : 'late';
}
