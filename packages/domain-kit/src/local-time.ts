import { zoneOffset } from './zone-offset.ts';

/** An offset from UTC, as a regular expression: "Z", "+02:00", "+0200", or "+02", as PostgreSQL writes it. */
export const OFFSET = String.raw`Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?`;

const FORM = new RegExp(
  String.raw`^(?<date>\d{4}-\d{2}-\d{2})[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(?<offset>${OFFSET})?$`,
);
const DAY_MS = 24 * 3_600_000;

/**
 * Parses times as exports write them: "2026-01-31 18:05:00", optionally with "T", without seconds, or with an offset
 * ("Z", "+02:00", "+0200", "+02"). 24:00 is the end of its day. A time without an offset is in the zone; for an
 * ambiguous local time, the earlier instant is used. Returns undefined for an invalid time, or one skipped by a clock change. Throws a RangeError for an unknown zone.
 */
export function localTimes(zone: string): (text: string) => Date | undefined {
  const instantsOf = instantsIn(zone);
  return (text) => {
    const { date, clock, offset } = FORM.exec(text.trim())?.groups ?? {};
    if (date === undefined || clock === undefined) return undefined;
    const shown = instantOf(date, clock);
    if (shown === undefined) return undefined;
    if (offset !== undefined) return new Date(shown - offsetMilliseconds(offset));
    const [first] = instantsOf(shown);
    return first === undefined ? undefined : new Date(first);
  };
}

/**
 * The instants at which the clocks of a zone show a time, in order: none if a clock change skips it, two if it exists
 * twice. The shown time is that of UTC clocks, in epoch milliseconds. Throws a RangeError for an unknown zone.
 */
export function instantsIn(zone: string): (shown: number) => number[] {
  const offsetAt = zoneOffset(zone);
  return (shown) => {
    const candidates = [shown - offsetAt(shown - DAY_MS), shown - offsetAt(shown + DAY_MS)];
    const real = candidates.filter((instant) => instant + offsetAt(instant) === shown);
    return [...new Set(real)].toSorted((a, b) => a - b);
  };
}

/** The UTC instant; undefined for 30 February, 25:00 or 24:01. */
function instantOf(date: string, clock: string): number | undefined {
  const day = Date.parse(`${date}T00:00Z`);
  // Date.parse turns 30 February into 2 March, and 24:00 into the next midnight.
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(date)) return undefined;
  const instant = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Of an offset that {@link OFFSET} describes. */
export function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
