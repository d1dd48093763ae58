import type { Options } from 'k6/options';
import { reportByForm } from '../traffic/forms.ts';
import { browse } from '../traffic/pages.ts';
import { webThresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

/** A storm in a city: within a minute, ten times as many report by the pages, and look for news there. */
const SHAPE = [
  { minutes: 2, perSecond: COUNTRY_PER_SECOND },
  { minutes: 1, perSecond: 10 * COUNTRY_PER_SECOND },
  { minutes: 10, perSecond: 10 * COUNTRY_PER_SECOND },
  { minutes: 2, perSecond: COUNTRY_PER_SECOND },
];

export const options: Options = {
  scenarios: {
    reports: ramping('reportByForm', COUNTRY_PER_SECOND, SHAPE),
    visits: ramping('browse', COUNTRY_PER_SECOND, SHAPE),
  },
  thresholds: webThresholdsOf('sent', 'pages'),
  summaryTrendStats: TREND_STATS,
};

export { browse, reportByForm };

export function handleSummary(data: SummaryData): Output {
  return summaryOf('pages-report-surge', data);
}
