import type { Day as DayMessage } from '@safe-community/contracts/statistics/v1/figure.ts';
import { checkKnownOn, dayOf, type Day, type Violation } from '@safe-community/domain-kit';

/** Undefined when absent or not in the calendar. */
export function toDay(message: DayMessage | undefined): Day | undefined {
  return message && dayOf(message.year, message.month, message.day);
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
    violations: isReadable
      ? checkKnownOn(knownOn ?? '', 'as_known_on', today)
      : [{ field: 'as_known_on', rule: 'must be a day of the calendar from 2000 to 2100, or not given' }],
  };
}
