import { provide, type Module } from '@safe-community/service-kit';
import { SCORECARD_QUERIES, scorecardReads } from './scorecard.queries.ts';

export {
  checkWanted,
  DEFAULT_SCORECARD,
  readPeriodCard,
  type PeriodCard,
  type WantedScorecard,
} from './period-card.queries.ts';
export { officialOfBaseYear } from './period-scorecard.store.ts';

/** The programme at a glance: what was promised and published beside what has been counted. */
export const scorecard: Module<unknown> = {
  name: 'scorecard',
  start: (_shared, runtime) => ({ rpcs: provide(scorecardReads(runtime), SCORECARD_QUERIES) }),
};
