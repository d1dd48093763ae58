import { addDays, monthsAfter, type Day } from '@safe-community/domain-kit';

/** From the shortest to the longest. Weeks are left out: they overlap months. */
export const PERIODS = ['day', 'month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** The first day of the period in which a day lies. */
export function startOf(period: Period, day: Day): Day {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  if (period === 'year') return `${day.slice(0, 4)}-01-01`;
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

/** The first day after a period. */
export function endOf(period: Period, start: Day): Day {
  return period === 'day' ? addDays(start, 1) : monthsAfter(start, MONTHS[period]);
}

const MONTHS = { month: 1, quarter: 3, year: 12 };

/** The first days of the periods that begin from one day to another. */
export function periodsBetween(period: Period, from: Day, to: Day, most: number): Day[] {
  const found: Day[] = [];
  const first = startOf(period, from);
  let at = first < from ? endOf(period, first) : first;
  while (at <= to && found.length <= most) {
    found.push(at);
    at = endOf(period, at);
  }
  return found;
}
