import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { thresholdOf, TREND_STATS } from '../traffic/thresholds.ts';
import { report } from '../traffic/reporting.ts';
import { PACE } from '../traffic/settings.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

const SPIKE = 100 * COUNTRY_PER_SECOND;
/** Minutes: start of the spike, its duration, and the time after it that no threshold covers. */
const [CALM, PEAK, BREATH, AFTER] = [3, 1, 0.5, 5];

/**
 * A sudden spike to a hundred times the average, more than a machine has to serve. The SLOs hold before it, and again
 * half a minute after it. Calls may be shed meanwhile; the summary shows how many.
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
    ...thresholdOf('ReportIncident', { phase: 'before' }),
    ...thresholdOf('ReportIncident', { phase: 'after' }),
    // Listed in the summary without a limit: shedding is allowed.
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
