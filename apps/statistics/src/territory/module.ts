import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { CONTROL_RIGHTS, CONTROL_TABLES } from './control.store.ts';
import { MERGER_RIGHTS, MERGER_TABLES } from './mergers.store.ts';
import { TERRITORY_EVENTS } from './territory.events.ts';
import { TERRITORY_RIGHTS, TERRITORY_TABLES } from './territory.store.ts';

export { Gazetteer, LEVELS, type Level, type ListedUnit, type Territories, type Unit } from './gazetteer.ts';
export type { Control, ControlState, Days } from './control.ts';
export { CONTROL_ROWS, CONTROL_VERSION, readControl } from './control.store.ts';
export { MERGER_ROWS, readMergers, SUCCESSORS_ON_DAY } from './mergers.store.ts';
export { partsAsOf, partsOnTheDay, type Merger, type Part } from './parts.ts';
export { readListedUnits } from './territory.store.ts';

/** The oblasts and hromadas for which figures can be queried, mergers, and in whose power places are. */
export const territory: Module<unknown> = {
  name: 'territory',
  migrations: [defineMigration('2026-12-01-territory', [...TERRITORY_TABLES, ...MERGER_TABLES, ...CONTROL_TABLES])],
  rights: { ...TERRITORY_RIGHTS, ...MERGER_RIGHTS, ...CONTROL_RIGHTS },
  start: () => ({ subscriptions: [TERRITORY_EVENTS] }),
};
