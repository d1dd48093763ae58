/** Ukraine is independent since 1991: an earlier time is a slip of the keyboard, or the zero of a foreign clock. */
const EARLIEST = Date.UTC(1991, 0, 1);
/** How far the clocks of other systems may be ahead. */
export const CLOCK_SKEW_MS = 60_000;

/** Whether a time lies between 1991 and `latest`; an absent or invalid one does not. */
export function isPlausible(time: Date | undefined, latest: Date): boolean {
  const at = time?.getTime() ?? Number.NaN;
  return at >= EARLIEST && at <= latest.getTime() + CLOCK_SKEW_MS;
}
