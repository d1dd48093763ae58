import { kyivDay } from '@safe-community/domain-kit';
import { guaranteeMeasured, type NewEvent } from '@safe-community/events';
import { metricNumber } from './accountability.mapping.ts';
import type { MeasuredGuarantee } from './measured-guarantee.ts';

/** What `GetGuarantee` counts of an oblast. Neither an officer nor a question is in it. */
export function measuredEvent({ metric, day, tally, ...scope }: MeasuredGuarantee, measuredTime: Date): NewEvent {
  const { kept, broken, pending, without_rule: withoutRule } = tally;
  const message = {
    ...scope,
    metric: metricNumber(metric),
    day: day ?? kyivDay(measuredTime),
    kept,
    broken,
    pending,
    withoutRule,
    measuredTime,
  };
  return guaranteeMeasured.create(message, { oblastCode: scope.oblastCode });
}
