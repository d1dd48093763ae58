import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { MERGER_KNOWN, MERGER_RIGHTS, MERGER_TABLES } from './mergers.store.ts';
import { TERRITORY_EVENTS } from './territory.events.ts';
import { TERRITORY_RIGHTS } from './territory.store.ts';

export { readMergers, SUCCESSORS_ON_DAY } from './mergers.store.ts';
export { partsAsOf, partsOnTheDay, type Counters, type Merger, type Part } from './parts.ts';
export { readListedUnits, TERRITORY_TABLES, type ListedUnit } from './territory.store.ts';

/** The oblasts and hromadas for which figures can be queried, and mergers. */
export const territory: Module<unknown> = {
  name: 'territory',
  migrations: [
    defineMigration('2026-11-27-mergers', MERGER_TABLES),
    defineMigration('2026-11-30-mergers-known', MERGER_KNOWN),
  ],
  rights: { ...TERRITORY_RIGHTS, ...MERGER_RIGHTS },
  start: () => ({ subscriptions: [TERRITORY_EVENTS] }),
};
