import { GuaranteeMetric, PromiseState, ReportStatus } from '@safe-community/contracts/officers/v1/accountability.ts';

interface MetricName {
  /** For programs. */
  readonly word: string;
  readonly en: string;
  readonly uk: string;
}

const METRICS: ReadonlyMap<GuaranteeMetric, MetricName> = new Map([
  [
    GuaranteeMetric.NAMED_OFFICER,
    { word: 'named-officer', en: 'Hromadas with a named officer', uk: 'Громади з названим офіцером' },
  ],
  [
    GuaranteeMetric.REACHABLE,
    { word: 'reachable', en: 'Hromadas with a duty phone', uk: 'Громади зі службовим телефоном' },
  ],
  [
    GuaranteeMetric.ANSWERED_IN_TIME,
    { word: 'answered-in-time', en: 'Questions answered in time', uk: 'Запитання з вчасною відповіддю' },
  ],
]);

export const GUARANTEE_METRICS: readonly GuaranteeMetric[] = [...METRICS.keys()];

export function nameOfMetric(metric: GuaranteeMetric): MetricName {
  return METRICS.get(metric) ?? { word: String(metric), en: `metric ${metric}`, uk: `показник ${metric}` };
}

const STATES: Readonly<Record<number, string>> = {
  [PromiseState.KEPT]: 'kept',
  [PromiseState.BROKEN]: 'broken',
  [PromiseState.PENDING]: 'pending',
  [PromiseState.WITHOUT_RULE]: 'without-rule',
};

export function wordOfPromise(state: PromiseState): string {
  return STATES[state] ?? `${state}`;
}

const REPORTS: ReadonlyMap<ReportStatus, string> = new Map([
  [ReportStatus.NOT_DUE, 'not-due'],
  [ReportStatus.DUE, 'due'],
  [ReportStatus.OVERDUE, 'overdue'],
  [ReportStatus.DELIVERED, 'delivered'],
]);

export const REPORT_STATUS_WORDS: readonly string[] = [...REPORTS.values()];

export function wordOfReport(status: ReportStatus): string {
  return REPORTS.get(status) ?? `${status}`;
}

export function reportStatusOf(text: string): ReportStatus | undefined {
  return [...REPORTS].find(([, word]) => word === text.trim().toLowerCase())?.[0];
}
