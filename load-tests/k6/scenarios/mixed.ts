import type { Options } from 'k6/options';
import { importRows } from '../traffic/importing.ts';
import { findOfficer, readScorecard } from '../traffic/lookups.ts';
import { thresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { reportAndRead } from '../traffic/reporting.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, steady } from '../traffic/rates.ts';

const MINUTES = 10;
const ROWS = 200;

/** All operations of a working day, concurrently. */
export const options: Options = {
  scenarios: {
    reports: steady('reportAndRead', COUNTRY_PER_SECOND, MINUTES),
    lookups: steady('findOfficer', 4 * COUNTRY_PER_SECOND, MINUTES),
    scorecards: steady('readScorecard', COUNTRY_PER_SECOND, MINUTES),
    imports: steady('importSome', COUNTRY_PER_SECOND / 100, MINUTES),
  },
  thresholds: {
    ...thresholdsOf('ReportIncident', 'GetIncident', 'FindResponsibleOfficer', 'GetScorecard'),
    'answered{rpc:ImportIncidents}': ['rate==1'],
  },
  summaryTrendStats: TREND_STATS,
};

export { findOfficer, readScorecard, reportAndRead };

export async function importSome(): Promise<void> {
  await importRows(ROWS);
}

export function handleSummary(data: SummaryData): Output {
  return summaryOf('mixed', data);
}
