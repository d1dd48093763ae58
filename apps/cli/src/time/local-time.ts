import { zoneOffset } from './zone-offset.ts';

const FORM =
  /^(?<date>\d{4}-\d{2}-\d{2})[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(?<offset>Z|[+-]\d{2}:\d{2})?$/;
const DAY_MS = 24 * 3_600_000;

/**
 * Reads times as exports write them: "2026-01-31 18:05:00", also with "T", without seconds, or with an offset of their
 * own ("Z", "+02:00"). A time without one is of the zone; of an hour that the clocks show twice the first is taken. Gives
 * undefined for what is no time, or one that the clocks of the zone leave out. Throws a RangeError for an unknown zone.
 */
export function localTimes(zone: string): (text: string) => Date | undefined {
  const offsetAt = zoneOffset(zone);
  return (text) => {
    const { date, clock, offset } = FORM.exec(text.trim())?.groups ?? {};
    if (date === undefined || clock === undefined) return undefined;
    const shown = instantOf(date, clock);
    if (shown === undefined) return undefined;
    if (offset !== undefined) return new Date(shown - millisecondsOf(offset));
    const candidates = [shown - offsetAt(shown - DAY_MS), shown - offsetAt(shown + DAY_MS)];
    const real = candidates.filter((instant) => instant + offsetAt(instant) === shown);
    return real.length === 0 ? undefined : new Date(Math.min(...real));
  };
}

/** The instant at which clocks of UTC show this; undefined for the 30th of February or 25 o'clock. */
function instantOf(date: string, clock: string): number | undefined {
  const instant = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  // Date.parse takes the 30th of February for the 2nd of March.
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date) ? instant : undefined;
}

function millisecondsOf(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
