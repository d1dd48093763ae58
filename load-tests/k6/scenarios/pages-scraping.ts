import type { Options } from 'k6/options';
import { browse, scrape } from '../traffic/pages.ts';
import { webThresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, steady } from '../traffic/rates.ts';

const MINUTES = 5;

/** One network copies all pages, beyond its rate. It is limited, and visitors of other networks do not notice. */
export const options: Options = {
  scenarios: {
    visits: steady('browse', COUNTRY_PER_SECOND, MINUTES),
    scraper: steady('scrape', 60 * COUNTRY_PER_SECOND, MINUTES),
  },
  thresholds: { ...webThresholdsOf('pages'), 'limited{web:scraper}': ['rate>0.1'] },
  summaryTrendStats: TREND_STATS,
};

export { browse, scrape };

export function handleSummary(data: SummaryData): Output {
  return summaryOf('pages-scraping', data);
}
