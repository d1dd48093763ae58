import { kyivDay, kyivTimeOfDay, weekdayOf } from '@safe-community/domain-kit';

/** When somebody answers, in the time of Kyiv. */
export type Hours = 'always' | readonly Opening[];

/** Of the same times on each of some days; it ends on the day on which it began. */
interface Opening {
  /** 1 is Monday. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** "09:00" */
  readonly opens: string;
  readonly closes: string;
}

/** Open, or when it opens next; undefined if never. */
export type Openness = 'open' | { readonly weekday: number; readonly opens: string } | undefined;

export function opennessAt(hours: Hours, now: Date): Openness {
  if (hours === 'always') return 'open';
  const weekday = weekdayOf(kyivDay(now));
  const time = kyivTimeOfDay(now);
  const today = openingsOn(hours, weekday);
  if (today.some(({ opens, closes }) => opens <= time && time < closes)) return 'open';
  const later = today.filter(({ opens }) => time < opens);
  if (later.length > 0) return { weekday, opens: firstOf(later) };
  for (let ahead = 1; ahead <= 7; ahead += 1) {
    const next = ((weekday - 1 + ahead) % 7) + 1;
    const openings = openingsOn(hours, next);
    if (openings.length > 0) return { weekday: next, opens: firstOf(openings) };
  }
  return undefined;
}

function openingsOn(hours: readonly Opening[], weekday: number): readonly Opening[] {
  return hours.filter(({ firstDay, lastDay }) => firstDay <= weekday && weekday <= lastDay);
}

function firstOf(openings: readonly Opening[]): string {
  return openings.map(({ opens }) => opens).toSorted()[0] ?? '';
}
