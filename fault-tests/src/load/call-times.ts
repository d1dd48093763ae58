import type { Run } from '../run.ts';

/** A stretch of time, by performance.now(). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How long calls took that began in a stretch, milliseconds. */
export function callTimes(run: Run, { from, to }: Stretch): { readonly p50: number; readonly p99: number } {
  const attempts = run.callers.attempts();
  const times = attempts.filter(({ began }) => began >= from && began < to).map(({ began, ended }) => ended - began);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
