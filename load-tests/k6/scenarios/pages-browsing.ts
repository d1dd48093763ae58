import type { Options } from 'k6/options';
import { browse, followChanges } from '../traffic/pages.ts';
import { webThresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, steady } from '../traffic/rates.ts';

const MINUTES = 10;

/** An ordinary day of the public web: visits of four pages, and programs of cities that follow the changes. */
export const options: Options = {
  scenarios: {
    visits: steady('browse', 5 * COUNTRY_PER_SECOND, MINUTES),
    programs: steady('followChanges', COUNTRY_PER_SECOND, MINUTES),
  },
  thresholds: webThresholdsOf('pages', 'programs'),
  summaryTrendStats: TREND_STATS,
};

export { browse, followChanges };

export function handleSummary(data: SummaryData): Output {
  return summaryOf('pages-browsing', data);
}
