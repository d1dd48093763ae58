import type { Attempt } from '@safe-community/testkit/history';

/** What there was with as many calls as there are places, and then above capacity; each took so many seconds. */
export interface Overload {
  readonly seconds: number;
  readonly usual: readonly Attempt[];
  readonly offered: readonly Attempt[];
}

/** How much slower what is taken may be. */
export const MOST_TIMES_SLOWER = 2;
/** How much of the rate without overload is taken at least. */
const LEAST_SHARE_TAKEN = 0.7;
/** A refusal takes next to no time: nine of ten at the most such a share of what an answer takes. */
const MOST_SHARE_OF_AN_ANSWER = 0.5;

/** What must hold on any machine, in words where it does not. */
export function problemsOfRefusals({ usual, offered }: Overload): string[] {
  const failed = refusedOf(usual);
  const others = refusedOf(offered).filter(({ reason }) => reason !== 'RESOURCE_EXHAUSTED');
  const silent = refusedOf(offered).filter(({ retryAfterMs = 0 }) => retryAfterMs <= 0);
  return [
    ...(refusedOf(offered).length === 0 ? ['nothing was refused: there was no overload'] : []),
    ...(failed.length > 0 ? [`${failed.length} calls failed without overload, with ${reasonsOf(failed)}`] : []),
    ...(others.length > 0 ? [`${others.length} calls above capacity ended with ${reasonsOf(others)}`] : []),
    ...(silent.length > 0 ? [`${silent.length} refusals did not say when to come back`] : []),
  ];
}

/** What must hold where there is time to measure it, in words where it does not. */
export function problemsOfFigures({ usual, offered }: Overload): string[] {
  const [taken, refused] = [takenOf(offered), refusedOf(offered)];
  const slower = percentile(taken, 0.99) / percentile(usual, 0.99);
  const share = taken.length / usual.length;
  const refusal = percentile(refused, 0.9) / percentile(taken, 0.5);
  return [
    ...(slower > MOST_TIMES_SLOWER ? [`the p99 of what was taken is ${slower.toFixed(1)} times the usual one`] : []),
    ...(share < LEAST_SHARE_TAKEN ? [`only ${(share * 100).toFixed(0)} % of the usual rate was taken`] : []),
    ...(refusal > MOST_SHARE_OF_AN_ANSWER ? ['refusals did not come at once'] : []),
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

/** Of how long they took, milliseconds. */
function percentile(attempts: readonly Attempt[], share: number): number {
  const took = attempts.map(({ began, ended }) => ended - began).toSorted((a, b) => a - b);
  return took[Math.ceil(took.length * share) - 1] ?? 0;
}

function reasonsOf(attempts: readonly Attempt[]): string {
  return [...new Set(attempts.map(({ reason }) => reason))].join(', ');
}
