import type { Options } from 'k6/options';
import { thresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { reportAndRead } from '../traffic/reporting.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, steady } from '../traffic/rates.ts';

/** An hour at three times the average, long enough to show leaks. Watch the memory of the services meanwhile. */
export const options: Options = {
  scenarios: { soak: steady('reportAndRead', 3 * COUNTRY_PER_SECOND, 60) },
  thresholds: thresholdsOf('ReportIncident', 'GetIncident'),
  summaryTrendStats: TREND_STATS,
};

export { reportAndRead };

export function handleSummary(data: SummaryData): Output {
  return summaryOf('soak', data);
}
