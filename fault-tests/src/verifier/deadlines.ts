/** A call as its caller saw it; times of one clock, milliseconds. */
export interface TimedCall {
  readonly began: number;
  readonly ended: number;
  /** The status code of a call without an answer. */
  readonly reason?: string;
}

export interface Deadlines {
  /** Calls whose deadline passed. */
  readonly passed: number;
  /** How late they ended after it, milliseconds; 0 when none passed. */
  readonly p99Ms: number;
  readonly mostMs: number;
  /** Maximum lateness of the callers' process while a deadline passed. */
  readonly ownMs: number;
  /** Readable problems. */
  readonly problems: readonly string[];
}

/** Tolerance of a deadline. */
const TOLERANCE_MS = 100;

/**
 * Checks that deadlines were kept. `lateWithin` returns the lateness of the callers' process within a period: that
 * much extra time is granted to a call, and no more.
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
