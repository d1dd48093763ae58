import type { RampingArrivalRateScenario, ConstantArrivalRateScenario } from 'k6/options';
import { PACE, SCALE } from './settings.ts';

/** Average rate of reports nationwide. */
export const COUNTRY_PER_SECOND = 0.4;

export interface Stretch {
  /** Minutes before PACE. */
  readonly minutes: number;
  /** Calls per second at its end, before SCALE. */
  readonly perSecond: number;
}

/**
 * An open model: calls start when due, whether or not earlier ones are answered, because callers do not wait for each
 * other.
 */
export function steady(exec: string, perSecond: number, minutes: number): ConstantArrivalRateScenario {
  return {
    executor: 'constant-arrival-rate',
    exec,
    rate: perMinute(perSecond),
    timeUnit: '1m',
    duration: seconds(minutes),
    ...users(perSecond),
  };
}

/** Same, with a rate that changes linearly from stage to stage. */
export function ramping(
  exec: string,
  startPerSecond: number,
  stretches: readonly Stretch[],
): RampingArrivalRateScenario {
  return {
    executor: 'ramping-arrival-rate',
    exec,
    startRate: perMinute(startPerSecond),
    timeUnit: '1m',
    stages: stretches.map(({ minutes, perSecond }) => ({ duration: seconds(minutes), target: perMinute(perSecond) })),
    ...users(Math.max(startPerSecond, ...stretches.map(({ perSecond }) => perSecond))),
  };
}

/** k6 accepts only whole numbers; per minute, even 0.4 per second is one. */
function perMinute(perSecond: number): number {
  return Math.max(1, Math.round(perSecond * SCALE * 60));
}

/** A duration of 0 is a jump; any other is at least a second. */
function seconds(minutes: number): string {
  return minutes === 0 ? '0s' : `${Math.max(1, Math.round(minutes * 60 * PACE))}s`;
}

/** Enough for calls of one second each. With too few, less is sent than due, which `dropped_iterations` shows. */
function users(perSecond: number): { preAllocatedVUs: number; maxVUs: number } {
  const busy = Math.ceil(perSecond * SCALE);
  return { preAllocatedVUs: Math.min(200, busy + 5), maxVUs: Math.min(2_000, 3 * busy + 20) };
}
