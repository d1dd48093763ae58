/** The maximum time of a UUID version 7, milliseconds: the year 10889. */
const LAST_MS = 2 ** 48 - 1;

/** The smallest UUID with this time in milliseconds; a time out of range is clamped. */
export function firstIdOf(time: Date): string {
  const hex = Math.min(Math.max(0, time.getTime()), LAST_MS).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
