import type { CalendarDay } from '../site/module.ts';
import { periodBefore } from '../hromada/hromada.ts';

export type Level = 'country' | 'oblast' | 'hromada';

/** What a visitor may choose: months as "2026-01", both or neither. */
export interface ChosenMonths {
  readonly from: string;
  readonly to: string;
}

export interface ChoiceProblem {
  readonly field: 'from' | 'to';
  readonly rule: 'both' | 'month' | 'order' | 'future' | 'length' | 'ended' | 'whole_year';
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
 * The days of a scorecard. Below the country they move by months, in a hromada by weeks or years: the difference of two
 * pages would otherwise show the incidents of a single day.
 *
 * @param today the day in Kyiv.
 */
export function chooseDays(
  level: Level,
  chosen: ChosenMonths,
  today: CalendarDay,
): ChosenDays | { readonly problems: readonly ChoiceProblem[] } {
  if (chosen.from === '' && chosen.to === '') return usualDays(level, today);
  const [from, to] = [monthOf(chosen.from), monthOf(chosen.to)];
  const missing = (field: 'from' | 'to') => ({ field, rule: chosen[field] === '' ? 'both' : 'month' }) as const;
  if (from === undefined || to === undefined) {
    return {
      problems: [...(from === undefined ? [missing('from')] : []), ...(to === undefined ? [missing('to')] : [])],
    };
  }
  const now = today.year * 12 + today.month - 1;
  const rule =
    from > to
      ? ({ field: 'to', rule: 'order' } as const)
      : from > now
        ? ({ field: 'from', rule: 'future' } as const)
        : to - from >= MAX_MONTHS
          ? ({ field: 'to', rule: 'length' } as const)
          : level !== 'country' && to >= now
            ? ({ field: 'to', rule: 'ended' } as const)
            : level === 'hromada' && (from % 12 !== 0 || to - from !== MAX_MONTHS - 1)
              ? ({ field: 'from', rule: 'whole_year' } as const)
              : undefined;
  if (rule !== undefined) return { problems: [rule] };
  return { firstDay: firstDayOf(from), lastDay: lastDayOf(to) };
}

function usualDays(level: Level, today: CalendarDay): ChosenDays {
  if (level === 'country') return { firstDay: '', lastDay: '' };
  if (level === 'hromada') {
    const { from, to } = periodBefore(today);
    return { firstDay: written(from), lastDay: written(to) };
  }
  const last = today.year * 12 + today.month - 2;
  return { firstDay: firstDayOf(last - MAX_MONTHS + 1), lastDay: lastDayOf(last) };
}

/** Months since the year 0. */
function monthOf(text: string): number | undefined {
  const [, year = '', month = ''] = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year === '' ? undefined : Number(year) * 12 + Number(month) - 1;
}

function firstDayOf(month: number): string {
  return written({ year: Math.floor(month / 12), month: (month % 12) + 1, day: 1 });
}

function lastDayOf(month: number): string {
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0));
  return last.toISOString().slice(0, 10);
}

function written({ year, month, day }: CalendarDay): string {
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The years to choose from, the newest first: this one only of the country, because it has not ended. */
export function yearsOf(level: Level, { year }: CalendarDay): number[] {
  const newest = level === 'country' ? year : year - 1;
  return Array.from({ length: Math.max(0, newest - FIRST_YEAR + 1) }, (_, index) => newest - index);
}
