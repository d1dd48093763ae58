import type { Day as DayMessage } from '@safe-community/contracts/statistics/v1/figure.ts';
import { checkOptionalDay, dayOf, unless, type Day, type Violation } from '@safe-community/domain-kit';

/** Undefined when absent or not in the calendar. */
export function toDay(message: DayMessage | undefined): Day | undefined {
  return message && dayOf(message.year, message.month, message.day);
}

/** The violations of `as_known_on` of a request; empty for now. */
export function checkKnownOn(day: string, today: Day): Violation[] {
  const unreadable = checkOptionalDay(day, 'as_known_on');
  return unreadable.length > 0 ? unreadable : unless(day <= today, 'as_known_on', 'must not be in the future');
}

interface KnownOn {
  /** Undefined: as known now. */
  readonly knownOn: Day | undefined;
  readonly violations: readonly Violation[];
}

/** `as_known_on` of a request whose days are messages. */
export function readKnownOn(message: DayMessage | undefined, today: Day): KnownOn {
  const knownOn = toDay(message);
  const isReadable = message === undefined || knownOn !== undefined;
  return {
    knownOn,
    violations: [
      ...unless(isReadable, 'as_known_on', 'must be a day of the calendar from 2000 to 2100, or not given'),
      ...unless((knownOn ?? '') <= today, 'as_known_on', 'must not be in the future'),
    ],
  };
}
