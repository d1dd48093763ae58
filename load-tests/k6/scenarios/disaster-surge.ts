import type { Options } from 'k6/options';
import { findOfficer } from '../traffic/lookups.ts';
import { thresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { report } from '../traffic/reporting.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

const SURGE = 10 * COUNTRY_PER_SECOND;

/**
 * A storm or a dam failure: within a minute, reports and lookups rise to ten times the average, for a quarter of an
 * hour.
 */
const SHAPE = [
  { minutes: 2, perSecond: COUNTRY_PER_SECOND },
  { minutes: 1, perSecond: SURGE },
  { minutes: 15, perSecond: SURGE },
  { minutes: 5, perSecond: COUNTRY_PER_SECOND },
];

export const options: Options = {
  scenarios: {
    reports: ramping('takeReport', COUNTRY_PER_SECOND, SHAPE),
    lookups: ramping('findOfficer', COUNTRY_PER_SECOND, SHAPE),
  },
  thresholds: thresholdsOf('ReportIncident', 'FindResponsibleOfficer'),
  summaryTrendStats: TREND_STATS,
};

export async function takeReport(): Promise<void> {
  await report();
}

export { findOfficer };

export function handleSummary(data: SummaryData): Output {
  return summaryOf('disaster-surge', data);
}
