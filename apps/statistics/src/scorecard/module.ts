import { provide, type Module } from '@safe-community/service-kit';
import { SCORECARD_QUERIES, scorecardReads } from './scorecard.queries.ts';

export { checkWanted, DEFAULT_SCORECARD, readCard, type Card, type WantedScorecard } from './card.queries.ts';

/** The programme at a glance: what was promised and published beside what has been counted. */
export const scorecard: Module<unknown> = {
  name: 'scorecard',
  start: (_shared, runtime) => ({ rpcs: provide(scorecardReads(runtime), SCORECARD_QUERIES) }),
};
