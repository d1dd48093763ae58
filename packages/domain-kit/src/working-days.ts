import { addDays, type Day } from './day.ts';
import { easterOf, TRINITY_AFTER_EASTER } from './easter.ts';

/** A public holiday of each year. */
export interface Holiday {
  /** "08-24", the same day of each year; or "easter" or "trinity", the Sundays of the Orthodox calendar. */
  readonly monthDay: string;
  readonly validFrom: Day;
  /** The last day on which the rule holds; absent while it holds. */
  readonly validTo?: Day;
}

/** Whether people work on public holidays, from a day on until the next rule. */
export interface HolidayRule {
  readonly validFrom: Day;
  readonly holidaysAreWorkingDays: boolean;
  /** Whether a holiday on a Saturday or Sunday moves that day off to the next working day. */
  readonly movesDaysOff: boolean;
}

/** Everything that decides which days are working days. Both lists may be in any order. */
export interface Calendar {
  readonly holidays: readonly Holiday[];
  readonly rules: readonly HolidayRule[];
}

/** Saturdays, Sundays, public holidays that are days off, and days to which such a day off moves are not working days. */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  return isUsualWorkingDay(calendar, day) && !isMovedDayOff(calendar, day);
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

/** Whether people would work on a day if no day off moved. */
function isUsualWorkingDay(calendar: Calendar, day: Day): boolean {
  if (isWeekend(day)) return false;
  return !isHoliday(calendar, day) || latestRule(calendar.rules, day)?.holidaysAreWorkingDays === true;
}

/** Longer than any row of days off in which holidays wait for a working day. */
const MAX_ROW_DAYS = 21;

/** Whether a holiday on a weekend before the day moves its day off here: each takes the next working day that is free. */
function isMovedDayOff(calendar: Calendar, day: Day): boolean {
  if (!movesDaysOff(calendar, day)) return false;
  let waiting = 0;
  for (let back = MAX_ROW_DAYS; back > 0; back -= 1) {
    const earlier = addDays(day, -back);
    if (!movesDaysOff(calendar, earlier)) waiting = 0;
    else if (isWeekend(earlier) && isHoliday(calendar, earlier)) waiting += 1;
    else if (isUsualWorkingDay(calendar, earlier)) waiting = Math.max(0, waiting - 1);
  }
  return waiting > 0;
}

function movesDaysOff({ rules }: Calendar, day: Day): boolean {
  const rule = latestRule(rules, day);
  return rule !== undefined && rule.movesDaysOff && !rule.holidaysAreWorkingDays;
}

function isHoliday({ holidays }: Calendar, day: Day): boolean {
  return holidays.some(
    ({ monthDay, validFrom, validTo }) =>
      isOn(day, monthDay) && validFrom <= day && (validTo === undefined || day <= validTo),
  );
}

function isOn(day: Day, monthDay: string): boolean {
  if (monthDay === 'easter') return day === easterOf(Number(day.slice(0, 4)));
  if (monthDay === 'trinity') return day === addDays(easterOf(Number(day.slice(0, 4))), TRINITY_AFTER_EASTER);
  return day.endsWith(`-${monthDay}`);
}

function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function latestRule(rules: readonly HolidayRule[], day: Day): HolidayRule | undefined {
  return rules.filter(({ validFrom }) => validFrom <= day).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}
