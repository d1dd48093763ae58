/** As many milliseconds as the time of a UUID version 7 holds: until the year 10889. */
const LAST_MS = 2 ** 48 - 1;

/** The smallest UUID whose first 48 bits are this time in milliseconds; outside their range the nearest. */
export function firstIdOf(time: Date): string {
  const hex = Math.min(Math.max(0, time.getTime()), LAST_MS).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
