import {
  dispersionOf,
  forecastCount,
  rateRatio,
  shareOf,
  type Estimate,
  type Exposed,
  type Interval,
} from '@safe-community/statistics-math';
import type { Figure } from '../figures/module.ts';

/** What was counted in a period; there is none where nothing was counted: 0 would be a claim. */
export interface Counted {
  readonly value: number;
  /** Of surveys: what `value` rests on. */
  readonly sample?: Figure['sample'];
  /** How many there are in all: `value` is some of them or a share of them. */
  readonly whole?: number | undefined;
}

export type TrendName = 'fewer' | 'no_clear_change' | 'more';

/** How a count differs from another one, beyond chance. Undefined without any event. */
export function trendOf(now: Exposed, before: Exposed): TrendName | undefined {
  const ratio = rateRatio(now, before);
  return ratio && trendOfRatio(ratio);
}

/** How a share, per cent, differs from another one: where their intervals do not overlap. */
export function trendOfShares(now: Counted | undefined, before: Counted | undefined): TrendName | undefined {
  const [one, other] = [intervalOf(now), intervalOf(before)];
  if (one === undefined || other === undefined) return undefined;
  if (one.high < other.low) return 'fewer';
  return one.low > other.high ? 'more' : 'no_clear_change';
}

/** That of the surveys, or else the exact one. */
function intervalOf(share: Counted | undefined): Interval | undefined {
  if (share === undefined) return undefined;
  if (share.sample !== undefined) return share.sample;
  if (share.whole === undefined) return undefined;
  const { low, high } = shareOf(Math.round((share.value * share.whole) / 100), share.whole);
  return { low: 100 * low, high: 100 * high };
}

export function trendOfRatio({ low, high }: Estimate): TrendName {
  if (high < 1) return 'fewer';
  return low > 1 ? 'more' : 'no_clear_change';
}

export interface ForecastOfPeriod extends Estimate {
  readonly method: 'seasonal' | 'even';
  readonly dispersion: number;
}

/** What a forecast is computed from. */
export interface Progress {
  readonly count: number;
  /** Of the whole weeks so far, also those without an event. */
  readonly weeks: readonly number[];
  readonly daysPassed: number;
  readonly days: number;
  /** Of the same days and of the whole period, a year before; undefined if not counted. */
  readonly before: { readonly passed: number; readonly whole: number } | undefined;
}

/** With fewer events in the year before, its season is mostly chance. */
const MIN_FOR_SEASON = 100;

export function forecastOf({ count, weeks, daysPassed, days, before }: Progress): ForecastOfPeriod {
  const dispersion = dispersionOf(weeks);
  if (before === undefined || before.whole < MIN_FOR_SEASON || before.passed === 0) {
    return {
      ...forecastCount({ count, share: daysPassed / days, shareVariance: 0, dispersion }),
      method: 'even',
      dispersion,
    };
  }
  const share = before.passed / before.whole;
  const shareVariance = (share * (1 - share)) / before.whole;
  return { ...forecastCount({ count, share, shareVariance, dispersion }), method: 'seasonal', dispersion };
}
