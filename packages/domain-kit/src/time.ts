/** Older than the state itself: a typing error, or the epoch of a foreign clock. */
const EARLIEST = Date.UTC(1991, 0, 1);
/** Clocks of other systems may run a little ahead. */
export const CLOCK_SKEW_MS = 60_000;

/** Whether a time lies between 1991 and `now`; an absent or invalid one does not. */
export function isPlausible(time: Date | undefined, now: Date): boolean {
  const at = time?.getTime() ?? Number.NaN;
  return at >= EARLIEST && at <= now.getTime() + CLOCK_SKEW_MS;
}

/** The later of two times. */
export function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
