import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { locate } from '@safe-community/territory';
import { renamingJob } from './renaming.jobs.ts';
import { TERRITORY_COMMANDS } from './territory.commands.ts';
import { TERRITORY_CHANGE_RIGHTS, TERRITORY_CHANGE_TABLES } from './territory-change.store.ts';
import { TERRITORY_QUERIES } from './territory.queries.ts';
import { TERRITORY_RIGHTS, TERRITORY_TABLES, TerritoryUnitEntity } from './territory-unit.store.ts';

export { checkOblast, isFirstLevel, toCode } from './codifier.ts';
export { checkKnownHromada, readKnownHromada, unitFinder, type FindUnit } from './known-unit.store.ts';
export { CHANGES_DIGEST, partsOf, readHistory, successorOf } from './territory-change.store.ts';
export type { History, TerritoryStatus } from './history.ts';
export { hromadasOn, openHromadas, peopleWith } from './open-hromadas.ts';
export { certaintyNumber, statusNumber } from './territory.mapping.ts';
export { oblastOfUnit, readAllUnits, readUnits } from './territory-unit.store.ts';
export type { TerritoryUnit } from './territory-unit.ts';

/** Hromadas, cities with special status, settlements, and starosta districts, with their history. */
export const territory: Module<unknown> = {
  name: 'territory',
  entities: [TerritoryUnitEntity],
  migrations: [defineMigration('2026-12-01-territory', [...TERRITORY_TABLES, ...TERRITORY_CHANGE_TABLES])],
  rights: { ...TERRITORY_RIGHTS, ...TERRITORY_CHANGE_RIGHTS },
  start: (_shared, runtime) => ({
    rpcs: [...TERRITORY_COMMANDS, ...TERRITORY_QUERIES],
    jobs: [renamingJob(runtime)],
    load: loadBorders,
  }),
};

/** The first point to be located would otherwise wait while the borders are read. */
async function loadBorders(): Promise<void> {
  locate({ latitude: 49, longitude: 31.5 });
}
