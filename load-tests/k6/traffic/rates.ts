import type { RampingArrivalRateScenario, ConstantArrivalRateScenario } from 'k6/options';
import { PACE, SCALE } from './settings.ts';

/** Reports of the whole country, on average. */
export const COUNTRY_PER_SECOND = 0.4;

export interface Stretch {
  /** Minutes before PACE. */
  readonly minutes: number;
  /** Calls a second at its end, before SCALE. */
  readonly perSecond: number;
}

/** As many calls as are due, whether those before are answered or not: people do not wait with calling for the others. */
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

/** The same with a rate that goes from stretch to stretch in straight lines. */
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

/** k6 takes whole numbers only: by the minute even 0.4 a second is one. */
function perMinute(perSecond: number): number {
  return Math.max(1, Math.round(perSecond * SCALE * 60));
}

/** No time at all is a jump; any other is at least a second. */
function seconds(minutes: number): string {
  return minutes === 0 ? '0s' : `${Math.max(1, Math.round(minutes * 60 * PACE))}s`;
}

/** Enough for calls of a second each; too few would send less than is due, which `dropped_iterations` shows. */
function users(perSecond: number): { preAllocatedVUs: number; maxVUs: number } {
  const busy = Math.ceil(perSecond * SCALE);
  return { preAllocatedVUs: Math.min(200, busy + 5), maxVUs: Math.min(2_000, 3 * busy + 20) };
}
