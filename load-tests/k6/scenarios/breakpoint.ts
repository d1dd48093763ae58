import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { capacityOf, STEPS, stepAt } from '../traffic/steps.ts';
import { thresholdOf, TREND_STATS } from '../traffic/thresholds.ts';
import { report } from '../traffic/reporting.ts';
import { PACE } from '../traffic/settings.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { ramping } from '../traffic/rates.ts';

/**
 * Raises the rate by a quarter per step until an SLO is missed. Each step has its own thresholds, because a k6
 * threshold covers everything since the start, in which the first bad minute would hardly show. Prints the highest rate
 * that held.
 */
export const options: Options = {
  scenarios: {
    steps: ramping(
      'takeReport',
      STEPS[0].perSecond,
      STEPS.flatMap(({ minutes, perSecond }) => [
        { minutes: 0, perSecond },
        { minutes, perSecond },
      ]),
    ),
  },
  thresholds: Object.assign(
    { dropped_iterations: [{ threshold: 'count==0', abortOnFail: true }] },
    ...STEPS.map(({ name }) => thresholdOf('ReportIncident', { step: name }, true)),
  ),
  summaryTrendStats: TREND_STATS,
};

export async function takeReport(): Promise<void> {
  await report({ step: stepAt(exec.instance.currentTestRunDuration / 60_000 / PACE).name });
}

export function handleSummary(data: SummaryData): Output {
  return summaryOf('breakpoint', data, [capacityOf(data.metrics)]);
}
