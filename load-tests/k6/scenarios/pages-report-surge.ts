import type { Options } from 'k6/options';
import { reportByForm } from '../traffic/forms.ts';
import { apiKey, reportByProgram } from '../traffic/open311.ts';
import { browse } from '../traffic/pages.ts';
import { webThresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

/**
 * A storm in a city: within a minute, ten times as many report by the pages and by the program of the city, and look for
 * news there.
 */
const SHAPE = [
  { minutes: 2, perSecond: COUNTRY_PER_SECOND },
  { minutes: 1, perSecond: 10 * COUNTRY_PER_SECOND },
  { minutes: 10, perSecond: 10 * COUNTRY_PER_SECOND },
  { minutes: 2, perSecond: COUNTRY_PER_SECOND },
];

export const options: Options = {
  scenarios: {
    reports: ramping('reportByForm', COUNTRY_PER_SECOND, SHAPE),
    programs: ramping('reportByProgram', COUNTRY_PER_SECOND, SHAPE),
    visits: ramping('browse', COUNTRY_PER_SECOND, SHAPE),
  },
  thresholds: webThresholdsOf('sent', 'pages'),
  summaryTrendStats: TREND_STATS,
};

export { browse, reportByForm, reportByProgram };

export function setup(): Promise<string> {
  return apiKey();
}

export function handleSummary(data: SummaryData): Output {
  return summaryOf('pages-report-surge', data);
}
