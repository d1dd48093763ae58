/** A call as its caller saw it; times of one clock, milliseconds. */
export interface TimedCall {
  readonly began: number;
  readonly ended: number;
  /** Why there is no answer: a status code. */
  readonly reason?: string;
}

export interface Deadlines {
  /** Calls whose deadline passed. */
  readonly passed: number;
  /** By how much they ended after it, milliseconds; 0 when none passed. */
  readonly p99Ms: number;
  readonly mostMs: number;
  /** How late the callers' own process was, at most, while a deadline passed. */
  readonly ownMs: number;
  /** What did not hold, in words. */
  readonly problems: readonly string[];
}

/** How far from its deadline a call may end. */
const TOLERANCE_MS = 100;

/**
 * How well deadlines were kept. `lateWithin` tells how late the callers' own process was within a stretch of time: that
 * much more is granted to a call, and no call is granted more.
 */
export function checkDeadlines(
  calls: readonly TimedCall[],
  deadlineMs: number,
  lateWithin: (from: number, to: number) => number,
): Deadlines {
  const late = calls
    .map(({ began, ended }) => ({ overMs: ended - began - deadlineMs, due: began + deadlineMs, ended }))
    .filter(({ overMs }) => overMs > 0)
    .map(({ overMs, due, ended }) => ({ overMs, ownMs: lateWithin(due, ended) }));
  const over = late.map(({ overMs }) => overMs).toSorted((a, b) => a - b);
  const tooLate = late.filter(({ overMs, ownMs }) => overMs > TOLERANCE_MS + ownMs);
  const early = calls.filter(
    ({ began, ended, reason }) => reason === 'DEADLINE_EXCEEDED' && ended - began < deadlineMs - TOLERANCE_MS,
  );
  return {
    passed: late.length,
    p99Ms: over[Math.ceil(over.length * 0.99) - 1] ?? 0,
    mostMs: over.at(-1) ?? 0,
    ownMs: Math.max(0, ...late.map(({ ownMs }) => ownMs)),
    problems: [
      ...tooLate.map(
        ({ overMs, ownMs }) =>
          `a call ended ${overMs.toFixed(0)} ms after its deadline, and its caller was late by ${ownMs.toFixed(0)} ms`,
      ),
      ...early.map(({ began, ended }) => `a call gave up after ${(ended - began).toFixed(0)} of ${deadlineMs} ms`),
    ],
  };
}
