import { checkReported, isDay, kyivDay } from '@safe-community/domain-kit';
import { fieldsInKyiv, instantsInKyiv, readDay, readTime } from '../forms/kyiv-time.ts';

/**
 * Fields of the question when it happened. They begin like those of attributes, so that a draft keeps them; no attribute has
 * a dash in its name.
 */
export const WHEN = { is: 'a-when-is', day: 'a-when-day', time: 'a-when-time' } as const;
export const WHEN_FIELDS: readonly string[] = Object.values(WHEN);
/** In place of a day: the one that the field says. */
export const OTHER_DAY = 'other';

/** What is wrong with an answer. */
export type WhenRule = 'whenDay' | 'whenTime' | 'whenFuture' | 'whenOld';

interface ReadWhen {
  /** Absent: now. */
  readonly occurredAt?: Date;
  readonly problem?: { readonly field: string; readonly rule: WhenRule };
}

/**
 * When it happened, by the clock of Kyiv. "Today" is sent as the day on which the page was shown: a draft that is continued
 * tomorrow still means that day.
 */
export function readWhen(field: (name: string) => string, now: Date): ReadWhen {
  const is = field(WHEN.is).trim();
  const written = field(WHEN.day).trim();
  const time = readTime(field(WHEN.time));
  if (written === '' && field(WHEN.time).trim() === '' && is !== OTHER_DAY && !isDay(is)) return {};
  const day = is === OTHER_DAY || written !== '' ? readDay(written) : isDay(is) ? is : undefined;
  if (day === undefined) return wrong(WHEN.day, 'whenDay');
  if (time === undefined) return wrong(WHEN.time, 'whenTime');
  const [occurredAt] = instantsInKyiv(day, time);
  const roughly = occurredAt ?? new Date(`${day}T${time}:00Z`);
  const isPlausible = checkReported({ occurredAt: roughly, description: '' }, now).length === 0;
  if (!isPlausible && roughly < now) return wrong(WHEN.day, 'whenOld');
  if (occurredAt === undefined) return wrong(WHEN.time, 'whenTime');
  if (isPlausible) return { occurredAt };
  return wrong(day === kyivDay(now) ? WHEN.time : WHEN.day, 'whenFuture');
}

function wrong(field: string, rule: WhenRule): ReadWhen {
  return { problem: { field, rule } };
}

/** What the fields hold for a time. */
export function fieldsOfWhen(occurredAt: Date | undefined): Readonly<Record<string, string>> {
  if (occurredAt === undefined) return {};
  const { day, time } = fieldsInKyiv(occurredAt);
  return { [WHEN.is]: OTHER_DAY, [WHEN.day]: day, [WHEN.time]: time };
}
