import {
  checkDay,
  checkName,
  checkOptionalDay,
  isDay,
  unless,
  type Day,
  type Violation,
} from '@safe-community/domain-kit';
import { SOURCE } from './deadline.ts';

/** Whether public holidays are working days, and what becomes of those on a weekend, with its source. */
export interface SourcedHolidayRule {
  readonly validFrom: Day;
  readonly holidaysAreWorkingDays: boolean;
  /** A holiday on a Saturday or Sunday moves that day off to the next working day. */
  readonly movesDaysOff: boolean;
  readonly source: string;
  readonly confirmed: boolean;
}

/** A public holiday with its source. */
export interface SourcedHoliday {
  /** "08-24", or one of `MOVABLE`. */
  readonly monthDay: string;
  readonly validFrom: Day;
  /** Empty while it holds. */
  readonly validTo: Day;
  readonly source: string;
  readonly confirmed: boolean;
}

/** Holidays that depend on Easter. */
const MOVABLE: readonly string[] = ['easter', 'trinity'];

export function checkHolidayRule({
  validFrom,
  holidaysAreWorkingDays,
  movesDaysOff,
  source,
}: SourcedHolidayRule): Violation[] {
  return [
    ...checkDay(validFrom, 'valid_from'),
    ...unless(
      !(holidaysAreWorkingDays && movesDaysOff),
      'moves_days_off',
      'must be false while holidays are working days: there is no day off to move',
    ),
    ...checkName(source, 'source', SOURCE),
  ];
}

export function checkHoliday({ monthDay, validFrom, validTo, source }: SourcedHoliday): Violation[] {
  return [
    // 2000 is a leap year.
    ...unless(
      MOVABLE.includes(monthDay) || isDay(`2000-${monthDay}`),
      'month_day',
      'must be a month and a day, as "08-24", or "easter" or "trinity"',
    ),
    ...checkDay(validFrom, 'valid_from'),
    ...checkOptionalDay(validTo, 'valid_to'),
    ...unless(validTo === '' || validTo >= validFrom, 'valid_to', 'must not be before valid_from'),
    ...checkName(source, 'source', SOURCE),
  ];
}

/** The validity of the same holiday that has days in common; one of the same first day is replaced instead. */
export function overlapping(holiday: SourcedHoliday, held: readonly SourcedHoliday[]): SourcedHoliday | undefined {
  return held.find(
    (other) =>
      other.monthDay === holiday.monthDay &&
      other.validFrom !== holiday.validFrom &&
      (other.validTo === '' || other.validTo >= holiday.validFrom) &&
      (holiday.validTo === '' || holiday.validTo >= other.validFrom),
  );
}

/** "holiday 12-25 from 2017-01-01 to 2023-12-31 (source)": for errors. */
export function titleOf({ monthDay, validFrom, validTo, source }: SourcedHoliday): string {
  return `holiday ${monthDay} from ${validFrom}${validTo === '' ? '' : ` to ${validTo}`} (${source})`;
}
