import type { Day } from '../calendar/module.ts';

/** The promises to residents, in the words of the registry. */
export const GUARANTEE_METRICS = ['named_officer', 'reachable', 'answered_in_time', 'reported_in_time'] as const;

export type GuaranteeMetric = (typeof GUARANTEE_METRICS)[number];

/** How often a promise is kept in an oblast, as the registry publishes it. */
export interface GuaranteeDay {
  readonly metric: GuaranteeMetric;
  readonly oblastCode: string;
  /** Of questions, the day on which they came in; of reports, the last day for them. Of hromadas, the first day on which it holds. */
  readonly day: Day;
  readonly kept: number;
  readonly broken: number;
  /** Questions and reports that may still be answered or delivered in time, and those of days without a rule: on neither side of the share. */
  readonly pending: number;
  readonly withoutRule: number;
  readonly measuredAt: Date;
  /** The day on which the registry recorded the event. */
  readonly knownOn: Day;
}
