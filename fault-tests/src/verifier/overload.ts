import type { Attempt } from '@safe-community/testkit/history';

/** Calls at capacity and above capacity, each for some seconds. */
export interface Overload {
  readonly seconds: number;
  readonly usual: readonly Attempt[];
  readonly offered: readonly Attempt[];
}

/** Maximum slowdown of accepted calls. */
export const MAX_TIMES_SLOWER = 2;
/** Minimum accepted share of the usual rate. */
const MIN_SHARE_TAKEN = 0.7;
/** Rejections are fast: p90 is at most this share of an accepted call. */
const MAX_SHARE_OF_AN_ANSWER = 0.5;

/** Violations of what must hold on any machine. */
export function problemsOfRefusals({ usual, offered }: Overload): string[] {
  const failed = refusedOf(usual);
  const others = refusedOf(offered).filter(({ reason }) => reason !== 'RESOURCE_EXHAUSTED');
  const silent = refusedOf(offered).filter(({ retryAfterMs = 0 }) => retryAfterMs <= 0);
  return [
    ...(refusedOf(offered).length === 0 ? ['nothing was rejected: there was no overload'] : []),
    ...(failed.length > 0 ? [`${failed.length} calls failed without overload, with ${reasonsOf(failed)}`] : []),
    ...(others.length > 0 ? [`${others.length} calls above capacity ended with ${reasonsOf(others)}`] : []),
    ...(silent.length > 0 ? [`${silent.length} rejections had no retry delay`] : []),
  ];
}

/** Violations of what must hold in long runs. */
export function problemsOfFigures({ usual, offered }: Overload): string[] {
  const [taken, refused] = [takenOf(offered), refusedOf(offered)];
  const slower = percentile(taken, 0.99) / percentile(usual, 0.99);
  const share = taken.length / usual.length;
  const refusal = percentile(refused, 0.9) / percentile(taken, 0.5);
  return [
    ...(slower > MAX_TIMES_SLOWER ? [`the p99 of accepted calls is ${slower.toFixed(1)} times the usual one`] : []),
    ...(share < MIN_SHARE_TAKEN ? [`only ${(share * 100).toFixed(0)} % of the usual rate was accepted`] : []),
    ...(refusal > MAX_SHARE_OF_AN_ANSWER ? ['rejections were slow'] : []),
  ];
}

export function takenOf(attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(({ outcome }) => outcome === 'acknowledged');
}

export function refusedOf(attempts: readonly Attempt[]): Attempt[] {
  return attempts.filter(({ outcome }) => outcome !== 'acknowledged');
}

/** "72/s, p50 281 ms, p99 402 ms" */
export function figuresOf(attempts: readonly Attempt[], seconds: number): string {
  const rate = `${(attempts.length / seconds).toFixed(0)}/s`;
  if (attempts.length === 0) return rate;
  return `${rate}, p50 ${percentile(attempts, 0.5).toFixed(0)} ms, p99 ${percentile(attempts, 0.99).toFixed(0)} ms`;
}

/** Percentiles of the durations, milliseconds. */
function percentile(attempts: readonly Attempt[], share: number): number {
  const took = attempts.map(({ began, ended }) => ended - began).toSorted((a, b) => a - b);
  return took[Math.ceil(took.length * share) - 1] ?? 0;
}

function reasonsOf(attempts: readonly Attempt[]): string {
  return [...new Set(attempts.map(({ reason }) => reason))].join(', ');
}
