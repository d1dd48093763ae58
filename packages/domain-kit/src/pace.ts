import { addDays, type Day } from './day.ts';
import { unless, type Violation } from './violation.ts';

/** The quantile of the normal distribution for 95 % confidence. */
const Z_95 = 1.959964;
const MIN_WINDOW = 28;
const MAX_WINDOW = 1_096;
const LAST_DAY = '2100-12-31';
/** More than 2100 is away from any day of today. */
const MAX_DAYS = 40_000;

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** A net number a day, with its 95 % interval. */
export interface Pace extends Limits {
  readonly perDay: number;
}

/** Full days whose pace is taken. */
export interface Window {
  readonly start: Day;
  /** The last full day. */
  readonly end: Day;
  readonly days: number;
}

/** What was recorded in the window. */
export interface Observed {
  readonly gained: number;
  readonly lost: number;
  /** The day of the first record; absent without any. */
  readonly recordedSince?: Day | undefined;
}

export const FORECAST_STATUSES = ['met', 'expected', 'not_reached', 'too_little_history'] as const;

export interface Forecast {
  readonly status: (typeof FORECAST_STATUSES)[number];
  /** Absent when there is too little history. */
  readonly pace?: Pace;
  /** The days are absent if they are not in this century. */
  readonly earliestOn?: Day | undefined;
  readonly expectedOn?: Day | undefined;
  readonly latestOn?: Day | undefined;
}

export function checkWindow(days: number, field: string): Violation[] {
  return unless(days >= MIN_WINDOW && days <= MAX_WINDOW, field, `must be ${MIN_WINDOW} to ${MAX_WINDOW}`);
}

/** The days before today. */
export function windowOf(days: number, today: Day): Window {
  return { start: addDays(today, -days), end: addDays(today, -1), days };
}

/** When nothing is missing any more if the pace of the window goes on. */
export function forecastGap(missing: number, window: Window, observed: Observed, today: Day): Forecast {
  const { recordedSince, gained, lost } = observed;
  const isRecorded = recordedSince !== undefined && recordedSince <= window.start;
  const pace = isRecorded ? paceOf(gained, lost, window.days) : undefined;
  if (missing <= 0) return { status: 'met', ...(pace === undefined ? {} : { pace }) };
  if (pace === undefined) return { status: 'too_little_history' };
  const dayAt = (perDay: number) => dayOfLast(missing, perDay, today);
  const expectedOn = dayAt(pace.perDay);
  return {
    status: expectedOn === undefined ? 'not_reached' : 'expected',
    pace,
    earliestOn: dayAt(pace.high),
    expectedOn,
    latestOn: dayAt(pace.low),
  };
}

/** The day on which the last missing one comes; undefined if that is not in this century. */
function dayOfLast(missing: number, perDay: number, today: Day): Day | undefined {
  const days = perDay > 0 ? Math.ceil(missing / perDay) : Infinity;
  if (days > MAX_DAYS) return undefined;
  const day = addDays(today, days);
  return day <= LAST_DAY ? day : undefined;
}

/**
 * The net pace with its 95 % interval: the difference of two Poisson rates by MOVER, from the score limits of each count.
 * Source: G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008), 1693–1702.
 *
 * @param days above 0.
 */
export function paceOf(gained: number, lost: number, days: number): Pace {
  const net = gained - lost;
  const [come, gone] = [poissonLimits(gained), poissonLimits(lost)];
  const below = Math.hypot(gained - come.low, gone.high - lost);
  const above = Math.hypot(come.high - gained, lost - gone.low);
  return { perDay: net / days, low: (net - below) / days, high: (net + above) / days };
}

/** The score limits of the mean of a Poisson count. */
export function poissonLimits(count: number, z = Z_95): Limits {
  const centre = count + (z * z) / 2;
  const spread = z * Math.sqrt(count + (z * z) / 4);
  return { low: Math.max(0, centre - spread), high: centre + spread };
}
