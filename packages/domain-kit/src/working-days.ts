import { addDays, type Day } from './day.ts';

/** A public holiday on the same day of each year. */
export interface Holiday {
  /** "08-24" */
  readonly monthDay: string;
  readonly validFrom: Day;
  /** The last day on which the rule holds; absent while it holds. */
  readonly validTo?: Day;
}

/** Whether people work on public holidays, from a day on until the next rule. */
export interface HolidayRule {
  readonly validFrom: Day;
  readonly holidaysAreWorkingDays: boolean;
}

/** Everything that decides which days are working days. Both lists may be in any order. */
export interface Calendar {
  readonly holidays: readonly Holiday[];
  readonly rules: readonly HolidayRule[];
}

/** Saturdays, Sundays, and public holidays that are days off are not working days. */
export function isWorkingDay({ holidays, rules }: Calendar, day: Day): boolean {
  if (isWeekend(day)) return false;
  const isHoliday = holidays.some(
    ({ monthDay, validFrom, validTo }) =>
      day.endsWith(`-${monthDay}`) && validFrom <= day && (validTo === undefined || day <= validTo),
  );
  return !isHoliday || latestRule(rules, day)?.holidaysAreWorkingDays === true;
}

/** The last of `count` working days after a day: the day itself does not count. */
export function workingDaysAfter(calendar: Calendar, day: Day, count: number): Day {
  let last = day;
  for (let left = count; left > 0;) {
    last = addDays(last, 1);
    if (isWorkingDay(calendar, last)) left -= 1;
  }
  return last;
}

function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function latestRule(rules: readonly HolidayRule[], day: Day): HolidayRule | undefined {
  return rules.filter(({ validFrom }) => validFrom <= day).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}
