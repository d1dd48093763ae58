import type { Options } from 'k6/options';
import { thresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { report } from '../traffic/reporting.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

/** Rate by hour from midnight, relative to the average: low at night, highest in the evening. The mean is 1. */
const HOURS = [
  0.7, 0.55, 0.45, 0.4, 0.4, 0.45, 0.6, 0.8, 0.95, 1.05, 1.1, 1.15, 1.2, 1.2, 1.2, 1.25, 1.3, 1.4, 1.5, 1.55, 1.5, 1.35,
  1.1, 0.85,
];

/** A day of the whole country in 24 minutes. */
export const options: Options = {
  scenarios: {
    day: ramping(
      'takeReport',
      COUNTRY_PER_SECOND * 0.7,
      HOURS.map((share) => ({ minutes: 1, perSecond: COUNTRY_PER_SECOND * share })),
    ),
  },
  thresholds: thresholdsOf('ReportIncident'),
  summaryTrendStats: TREND_STATS,
};

export async function takeReport(): Promise<void> {
  await report();
}

export function handleSummary(data: SummaryData): Output {
  return summaryOf('steady-day', data);
}
