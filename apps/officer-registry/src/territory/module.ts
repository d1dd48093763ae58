import type { Module } from '@safe-community/service-kit';
import { TERRITORY_COMMANDS } from './territory.commands.ts';
import { TERRITORY_RIGHTS, TerritoryUnitEntity } from './territory-unit.store.ts';

export { isFirstLevel } from './codifier.adapter.ts';
export { unitFinder, type FindUnit } from './known-unit.store.ts';
export { openHromadas } from './open-hromadas.adapter.ts';
export { oblastOfUnit, readAllUnits, readUnits, TERRITORY_TABLES } from './territory-unit.store.ts';
export type { TerritoryUnit } from './territory-unit.ts';

/** Hromadas and cities with special status: built-in and imported ones. */
export const territory: Module<unknown> = {
  name: 'territory',
  entities: [TerritoryUnitEntity],
  rights: TERRITORY_RIGHTS,
  start: () => ({ rpcs: TERRITORY_COMMANDS }),
};
