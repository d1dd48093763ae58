import type { Options } from 'k6/options';
import { findOfficer } from '../traffic/lookups.ts';
import { thresholdsOf, TREND_STATS } from '../traffic/thresholds.ts';
import { summaryOf, type Output, type SummaryData } from '../traffic/summary.ts';
import { COUNTRY_PER_SECOND, ramping } from '../traffic/rates.ts';

/** Everybody looks up their officer at the same time, for example after a television report. */
const STORM = 200 * COUNTRY_PER_SECOND;

export const options: Options = {
  scenarios: {
    storm: ramping('findOfficer', COUNTRY_PER_SECOND, [
      { minutes: 0.25, perSecond: STORM },
      { minutes: 5, perSecond: STORM },
    ]),
  },
  thresholds: thresholdsOf('FindResponsibleOfficer'),
  summaryTrendStats: TREND_STATS,
};

export { findOfficer };

export function handleSummary(data: SummaryData): Output {
  return summaryOf('officer-lookup-storm', data);
}
