import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { promiseOf, TREND_STATS } from '../traffic/promises.ts';
import { report } from '../traffic/reporting.ts';
import { PACE } from '../traffic/settings.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

const SPIKE = 100 * COUNTRY_PER_SECOND;
/** Minutes: until the spike, of it, and how long after it nothing is asked. */
const [CALM, PEAK, BREATH, AFTER] = [3, 1, 0.5, 5];

/**
 * A hundred times the average at once, more than a machine need carry. What is promised holds before it, and again half
 * a minute after it. Meanwhile load may be shed; the summary tells how much.
 */
export const options: Options = {
  scenarios: {
    spike: ramping('takeReport', COUNTRY_PER_SECOND, [
      { minutes: CALM, perSecond: COUNTRY_PER_SECOND },
      { minutes: 0, perSecond: SPIKE },
      { minutes: PEAK, perSecond: SPIKE },
      { minutes: 0, perSecond: COUNTRY_PER_SECOND },
      { minutes: BREATH + AFTER, perSecond: COUNTRY_PER_SECOND },
    ]),
  },
  thresholds: {
    ...promiseOf('ReportIncident', { phase: 'before' }),
    ...promiseOf('ReportIncident', { phase: 'after' }),
    // So that it stands in the summary: none is shed is not promised.
    'answered{rpc:ReportIncident,phase:spike}': ['rate>=0'],
  },
  summaryTrendStats: TREND_STATS,
};

export async function takeReport(): Promise<void> {
  await report({ phase: phaseAt(exec.instance.currentTestRunDuration / 60_000 / PACE) });
}

function phaseAt(minute: number): string {
  if (minute < CALM) return 'before';
  return minute < CALM + PEAK + BREATH ? 'spike' : 'after';
}

export function handleSummary(data: SummaryData): Output {
  return summaryOf('spike-and-recovery', data);
}
