import type { Run } from '../run.ts';

/** A period of performance.now(). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Milliseconds. */
export interface CallTimes {
  readonly p50: number;
  readonly p99: number;
}

/** Durations of the calls that began in a period. */
export function callTimes(run: Run, { from, to }: Stretch): CallTimes {
  const attempts = run.callers.attempts();
  const times = attempts.filter(({ began }) => began >= from && began < to).map(({ began, ended }) => ended - began);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
