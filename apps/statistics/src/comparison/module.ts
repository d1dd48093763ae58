import type { Module } from '@safe-community/service-kit';
import { compareTerritories } from './comparison.queries.ts';
import { listHromadaLoad } from './load.queries.ts';

export { compare, isOccupied, judge, limitsAt, type Comparison, type Group } from './comparison.ts';
export { existsIn } from './population.ts';
export {
  areComparable,
  isComparable,
  readRatedPlaces,
  sourcesOf,
  unitsIn,
  type RatedCount,
} from './rated-places.store.ts';

/** Fair comparisons of territories: rates with intervals, shrunken rankings, and funnel limits. */
export const comparison: Module<unknown> = {
  name: 'comparison',
  start: () => ({ rpcs: [compareTerritories, listHromadaLoad] }),
};
