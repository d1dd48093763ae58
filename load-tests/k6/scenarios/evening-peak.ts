import type { Options } from 'k6/options';
import { thresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { report } from '../traffic/reporting.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

/** A holiday evening: three times the average, constantly. */
const PEAK = 3 * COUNTRY_PER_SECOND;

export const options: Options = {
  scenarios: {
    evening: ramping('takeReport', COUNTRY_PER_SECOND, [
      { minutes: 3, perSecond: PEAK },
      { minutes: 10, perSecond: PEAK },
      { minutes: 2, perSecond: COUNTRY_PER_SECOND },
    ]),
  },
  thresholds: thresholdsOf('ReportIncident'),
  summaryTrendStats: TREND_STATS,
};

export async function takeReport(): Promise<void> {
  await report();
}

export function handleSummary(data: SummaryData): Output {
  return summaryOf('evening-peak', data);
}
