import type { Module } from '@safe-community/service-kit';
import type { Sources } from './period-card.queries.ts';
import { scorecardQueries } from './scorecard.queries.ts';

export {
  checkWanted,
  DEFAULT_SCORECARD,
  readPeriodCard,
  type PeriodCard,
  type WantedScorecard,
} from './period-card.queries.ts';
export { officialOfBaseYear } from './period-scorecard.store.ts';

/** The programme at a glance: what was promised and published beside what has been counted. */
export const scorecard: Module<Sources> = {
  name: 'scorecard',
  start: (sources) => ({ rpcs: scorecardQueries(sources) }),
};
