import type { Day as DayMessage } from '@safe-community/contracts/statistics/v1/figure.ts';
import { dayOf, type Day } from '@safe-community/domain-kit';

/** Undefined when absent or not in the calendar. */
export function toDay(message: DayMessage | undefined): Day | undefined {
  return message && dayOf(message.year, message.month, message.day);
}
