import { unless, type Violation } from '@safe-community/domain-kit';
import type { Day } from '../calendar/module.ts';

const MAX_DAYS = 366;
const DAY_MS = 24 * 3_600_000;
const A_DAY = 'must be a day of the calendar from 2000 to 2100';

/** The violations of a first and a last day; an unreadable one is empty. */
export function checkSpan(from: Day, to: Day): Violation[] {
  const unreadable = [...unless(from !== '', 'from', A_DAY), ...unless(to !== '', 'to', A_DAY)];
  if (unreadable.length > 0) return unreadable;
  const days = daysBetween(from, to);
  return [
    ...unless(days >= 0, 'to', 'must not be before from'),
    ...unless(days <= MAX_DAYS, 'to', `must be at most ${MAX_DAYS} days after from`),
  ];
}

/** Negative when `to` is the earlier day. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
