/** Older than the state itself: a typing error, or the epoch of a foreign clock. */
const EARLIEST = Date.UTC(1991, 0, 1);
/** Clocks of other systems may run a little ahead. */
export const CLOCK_SKEW_MS = 60_000;

/** Whether a time is at most `CLOCK_SKEW_MS` after `now`; an invalid one is not. */
export function isPast(time: Date, now: Date): boolean {
  return time.getTime() <= now.getTime() + CLOCK_SKEW_MS;
}

/** Whether a time lies between 1991 and `now`; an absent or invalid one does not. */
export function isPlausible(time: Date | undefined, now: Date): boolean {
  return time !== undefined && time.getTime() >= EARLIEST && isPast(time, now);
}

/** Later plans are typing errors. */
const MAX_YEARS_AHEAD = 10;

/** Whether a time lies between 1991 and ten years after `now`; an invalid one does not. */
export function isPlannable(time: Date, now: Date): boolean {
  const last = new Date(now);
  last.setUTCFullYear(now.getUTCFullYear() + MAX_YEARS_AHEAD);
  return time.getTime() >= EARLIEST && time <= last;
}

/** The later of two times. */
export function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
