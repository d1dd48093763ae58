import {
  Weekday as Weekdays,
  type OfficeHours as OfficeHoursMessage,
  type PublicProfile as PublicProfileMessage,
} from '@safe-community/contracts/officers/v1/public_profile.ts';
import { enumNames, unless, type Violation } from '@safe-community/domain-kit';
import { WEEKDAYS, type OfficeHours, type PublicProfile } from './public-profile.ts';

const { nameOf: toWeekday, numberOf: weekdayNumber } = enumNames(Weekdays, WEEKDAYS);

export function toProfileMessage({ officeHours, languages, ...texts }: PublicProfile): PublicProfileMessage {
  return { ...texts, officeHours: officeHours.map(toHoursMessage), languages: [...languages] };
}

function toHoursMessage({ weekday, ...times }: OfficeHours): OfficeHoursMessage {
  return { weekday: weekdayNumber(weekday), ...times };
}

/** The profile of a message, without the hours of unknown weekdays, which are violations. */
export function fromProfileMessage(
  message: PublicProfileMessage | undefined,
  field: string,
): { readonly profile: PublicProfile | undefined; readonly violations: readonly Violation[] } {
  if (message === undefined) return { profile: undefined, violations: [] };
  const { name, photoReference, dutyPhone, officeHours, languages } = message;
  const known = officeHours.flatMap(({ weekday: number, opens, closes }): OfficeHours[] => {
    const weekday = toWeekday(number);
    return weekday === undefined ? [] : [{ weekday, opens, closes }];
  });
  const violations = officeHours.flatMap(({ weekday }, index) =>
    unless(
      toWeekday(weekday) !== undefined,
      `${field}.office_hours[${index}].weekday`,
      'must be one of the known weekdays',
    ),
  );
  return { profile: { name, photoReference, dutyPhone, officeHours: known, languages }, violations };
}
