import type { Module } from '@safe-community/service-kit';
import { scorecardQueries, type Sources } from './scorecard.queries.ts';

export type { Scorecard } from './scorecard.ts';
export { readScorecard } from './scorecard.store.ts';

/** The programme at a glance: what was promised and published beside what has been counted. */
export const scorecard: Module<Sources> = {
  name: 'scorecard',
  start: (sources) => ({ rpcs: scorecardQueries(sources) }),
};
