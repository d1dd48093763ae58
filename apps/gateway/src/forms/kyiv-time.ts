import { isDay } from '@safe-community/domain-kit';

/** A day as browsers send it, or as people write it where the browser has no field for days; undefined for any other text. */
export function readDay(text: string): string | undefined {
  const [, date, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? [];
  const day = year === undefined ? text : [year, month?.padStart(2, '0'), date?.padStart(2, '0')].join('-');
  return isDay(day) ? day : undefined;
}

/** "09:30", "9.30", "09:30:00" */
export function readTime(text: string): string | undefined {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(text.trim()) ?? [];
  const isTime = hour !== '' && Number(hour) < 24 && Number(minute) < 60;
  return isTime ? `${hour.padStart(2, '0')}:${minute}` : undefined;
}

/** "2026-11-28 12:00" */
const KYIV = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Kyiv', dateStyle: 'short', timeStyle: 'short' });
/** Hours by which Kyiv is ahead of UTC. */
const OFFSETS = [3, 2];

/** The instants of a time in Kyiv, the first one first: two in the hour that autumn has twice, none in the one that spring leaves out. */
export function instantsInKyiv(day: string, time: string): readonly Date[] {
  const candidates = OFFSETS.map((hours) => new Date(Date.parse(`${day}T${time}:00Z`) - hours * 3_600_000));
  return candidates.filter((each) => KYIV.format(each) === `${day} ${time}`);
}

/** Day and time of an instant, as fields hold them. */
export function fieldsInKyiv(instant: Date): { readonly day: string; readonly time: string } {
  const [day = '', time = ''] = KYIV.format(instant).split(' ');
  return { day, time };
}
