import type { CalendarDay } from '../site/module.ts';

/** What a visitor may choose: months as "2026-01", both or neither. */
export interface ChosenMonths {
  readonly from: string;
  readonly to: string;
}

export interface ChoiceProblem {
  readonly field: 'from' | 'to';
  readonly rule: 'both' | 'month' | 'order' | 'future' | 'length';
}

/** The first and last day, "2026-01-31"; both empty for this year. */
export interface ChosenDays {
  readonly firstDay: string;
  readonly lastDay: string;
}

const MAX_MONTHS = 12;
/** The year before the programme, which everything is compared with. */
const FIRST_YEAR = 2020;

/**
 * The days of a scorecard; the last one may lie in the future.
 *
 * @param today the day in Kyiv.
 */
export function chooseDays(
  chosen: ChosenMonths,
  today: CalendarDay,
): ChosenDays | { readonly problems: readonly ChoiceProblem[] } {
  if (chosen.from === '' && chosen.to === '') return { firstDay: '', lastDay: '' };
  const [from, to] = [monthOf(chosen.from), monthOf(chosen.to)];
  const missing = (field: 'from' | 'to') => ({ field, rule: chosen[field] === '' ? 'both' : 'month' }) as const;
  if (from === undefined || to === undefined) {
    return {
      problems: [...(from === undefined ? [missing('from')] : []), ...(to === undefined ? [missing('to')] : [])],
    };
  }
  if (from > to) return { problems: [{ field: 'to', rule: 'order' }] };
  if (from > today.year * 12 + today.month - 1) return { problems: [{ field: 'from', rule: 'future' }] };
  if (to - from >= MAX_MONTHS) return { problems: [{ field: 'to', rule: 'length' }] };
  return { firstDay: dayText(from, 1), lastDay: dayText(to + 1, 0) };
}

/** Months since the year 0. */
function monthOf(text: string): number | undefined {
  const [, year = '', month = ''] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year === '' ? undefined : Number(year) * 12 + Number(month) - 1;
}

/** @param day 0 for the last one of the month before. */
function dayText(month: number, day: number): string {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, day)).toISOString().slice(0, 10);
}

/** The years to choose from, the newest first. */
export function yearsOf({ year }: CalendarDay): number[] {
  return Array.from({ length: Math.max(0, year - FIRST_YEAR + 1) }, (_, index) => year - index);
}
