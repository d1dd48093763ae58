import type { GuaranteeMeasured } from '@safe-community/contracts/officers/events/v1/accountability_events.ts';
import { isDay } from '@safe-community/domain-kit';
import { guaranteeMeasured } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onSum, requireCode, requireTime, UncountableEvent, type Known } from '../counting/module.ts';
import type { GuaranteeDay } from './guarantee-day.ts';
import { toGuaranteeMetric } from './guarantee.mapping.ts';
import { saveGuarantee } from './guarantee.store.ts';

/** The figure that was measured last counts, in whichever order the events come. */
export const GUARANTEE_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [onSum(guaranteeMeasured, (events) => [saveGuarantee(events.flatMap(toGuaranteeDay))])],
};

/** Nothing of a promise that a later version added. */
function toGuaranteeDay({ message, knownOn }: Known<GuaranteeMeasured>): GuaranteeDay[] {
  const { oblastCode, day, kept, broken, pending, withoutRule, measuredTime } = message;
  const metric = toGuaranteeMetric(message.metric);
  if (metric === undefined) return [];
  if (!isDay(day)) throw new UncountableEvent('day is not a day');
  return [
    {
      metric,
      oblastCode: requireCode(oblastCode, 'oblast_code'),
      day,
      kept,
      broken,
      pending,
      withoutRule,
      measuredAt: requireTime(measuredTime, 'measured_time'),
      knownOn,
    },
  ];
}
