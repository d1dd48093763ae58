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

/** Whether public holidays are working days, with its source. */
export interface SourcedHolidayRule {
  readonly validFrom: Day;
  readonly holidaysAreWorkingDays: boolean;
  readonly source: string;
  readonly confirmed: boolean;
}

/** A public holiday with its source. */
export interface SourcedHoliday {
  readonly monthDay: string;
  readonly validFrom: Day;
  /** Empty while it holds. */
  readonly validTo: Day;
  readonly source: string;
  readonly confirmed: boolean;
}

export function checkHolidayRule({ validFrom, source }: SourcedHolidayRule): Violation[] {
  return [...checkDay(validFrom, 'valid_from'), ...checkName(source, 'source', SOURCE)];
}

export function checkHoliday({ monthDay, validFrom, validTo, source }: SourcedHoliday): Violation[] {
  return [
    // 2000 is a leap year.
    ...unless(isDay(`2000-${monthDay}`), 'month_day', 'must be a month and a day, as "08-24"'),
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
