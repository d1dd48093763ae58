import type { Options } from 'k6/options';
import { importRows } from '../traffic/importing.ts';
import { thresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { report } from '../traffic/reporting.ts';
import { PACE, SCALE } from '../traffic/settings.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, steady } from '../traffic/rates.ts';

/** Rows per import before SCALE. */
const ROWS = 500;
const IMPORTS = 20;

/** Imports years of another system's data, two imports at a time, while calls continue and must meet their SLOs. */
export const options: Options = {
  scenarios: {
    imports: {
      executor: 'shared-iterations',
      exec: 'importOne',
      vus: 2,
      iterations: Math.max(2, Math.round(IMPORTS * PACE)),
      maxDuration: '60m',
    },
    reports: steady('takeReport', COUNTRY_PER_SECOND, 2),
  },
  thresholds: { ...thresholdsOf('ReportIncident'), 'answered{rpc:ImportIncidents}': ['rate==1'] },
  summaryTrendStats: TREND_STATS,
};

export async function importOne(): Promise<void> {
  await importRows(Math.round(ROWS * SCALE));
}

export async function takeReport(): Promise<void> {
  await report();
}

export function handleSummary(data: SummaryData): Output {
  return summaryOf('bulk-import', data);
}
