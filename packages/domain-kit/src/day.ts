import { unless, type Violation } from './violation.ts';

/** A day of the calendar as "2021-12-31": sorted as text, days are in order. */
export type Day = string;

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const KYIV = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' });

/** Undefined when the calendar has no such day, or its year is not 2000 to 2100. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return undefined;
  const time = new Date(Date.UTC(year, month - 1, day));
  const exists = time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
  return exists ? time.toISOString().slice(0, 10) : undefined;
}

/** Year, month and day as numbers. */
export function partsOf(day: Day): { year: number; month: number; day: number } {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return { year, month, day: dayOfMonth };
}

/** The violation of a text that is not a day of the calendar from 2000 to 2100. */
export function checkDay(text: string, field: string): Violation[] {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const exists = dayOf(Number(year), Number(month), Number(day)) !== undefined;
  return unless(exists, field, `must be a day from ${FIRST_YEAR} to ${LAST_YEAR}, as "2021-12-31"`);
}

/** The same; an empty text is valid. */
export function checkOptionalDay(text: string, field: string): Violation[] {
  return text === '' ? [] : checkDay(text, field);
}

/** The violations of the day as of whose end figures are asked for; empty for now. */
export function checkKnownOn(day: string, field: string, today: Day): Violation[] {
  const unreadable = checkOptionalDay(day, field);
  return unreadable.length > 0 ? unreadable : unless(day <= today, field, 'must not be in the future');
}

/**
 * The violations of a period of past days, given as `first_day` and `last_day`.
 *
 * @param most the number of its days.
 */
export function checkPastDays(firstDay: Day, lastDay: Day, today: Day, most: number): Violation[] {
  const broken = [...checkDay(firstDay, 'first_day'), ...checkDay(lastDay, 'last_day')];
  if (broken.length > 0) return broken;
  return [
    ...unless(lastDay <= today, 'last_day', 'must not be in the future'),
    ...unless(firstDay <= lastDay, 'last_day', 'must not be before first_day'),
    ...unless(addDays(firstDay, most) > lastDay, 'last_day', `must be at most ${most} days with the first one`),
  ];
}

/** Whether the calendar has the day, in any year: no 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const { year, month, day } = partsOf(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month);
}

/** The same day some months later, or the last day of that month if it has no such day. */
export function monthsAfter(day: Day, months: number): Day {
  const { year, month, day: ofMonth } = partsOf(day);
  const at = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  return [
    String(toYear).padStart(4, '0'),
    String(toMonth).padStart(2, '0'),
    String(Math.min(ofMonth, lastDayOf(toYear, toMonth))).padStart(2, '0'),
  ].join('-');
}

function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day so many days later, or earlier if the number is negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/** Since 1924, midnight in Kyiv falls on a full quarter of an hour of UTC. */
const QUARTER_MS = 15 * 60_000;
const MAX_REMEMBERED = 1_000;
const remembered = new Map<number, Day>();

/** The day in Kyiv at that time: figures, terms and norms follow the calendar of the country. */
export function kyivDay(time: Date): Day {
  const quarter = Math.floor(time.getTime() / QUARTER_MS);
  const known = remembered.get(quarter);
  if (known !== undefined) return known;
  // Formatting a date takes as long as everything else that is done for an event.
  const day = KYIV.format(time);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(quarter, day);
  return day;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Kyiv', timeStyle: 'short', hourCycle: 'h23' });

/** The time of day in Kyiv: "09:05". */
export function kyivTimeOfDay(time: Date): string {
  return CLOCK.format(time);
}

/** From 1, Monday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

/** Hours by which Kyiv is ahead of UTC, in summer and in winter. */
const OFFSETS = [3, 2];

/** The first millisecond of a day in Kyiv. */
export function firstMomentOf(day: Day): Date {
  const midnights = OFFSETS.map((hours) => new Date(Date.parse(day) - hours * 3_600_000));
  const midnight = midnights.find((time) => kyivDay(time) === day);
  if (midnight === undefined) throw new Error(`Kyiv has no midnight before ${day}`);
  return midnight;
}

/** The last millisecond of a day in Kyiv. */
export function lastMomentOf(day: Day): Date {
  return new Date(firstMomentOf(addDays(day, 1)).getTime() - 1);
}
