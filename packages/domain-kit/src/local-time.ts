import { zoneOffset } from './zone-offset.ts';

const FORM =
  /^(?<date>\d{4}-\d{2}-\d{2})[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(?<offset>Z|[+-]\d{2}:\d{2})?$/;
const DAY_MS = 24 * 3_600_000;

/**
 * Parses times as exports write them: "2026-01-31 18:05:00", optionally with "T", without seconds, or with an offset
 * ("Z", "+02:00"). A time without an offset is in the zone; for an ambiguous local time, the earlier instant is used.
 * Returns undefined for an invalid time, or one skipped by a clock change. Throws a RangeError for an unknown zone.
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

/** The UTC instant; undefined for 30 February or 25:00. */
function instantOf(date: string, clock: string): number | undefined {
  const instant = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  // Date.parse turns 30 February into 2 March.
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date) ? instant : undefined;
}

/** Of an offset such as "Z", "+02:00" or "+0200". */
export function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
