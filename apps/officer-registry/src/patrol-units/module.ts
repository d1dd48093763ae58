import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { PATROL_UNIT_RIGHTS, PATROL_UNIT_TABLES, PatrolUnitEntity } from './patrol-unit.store.ts';
import { PATROL_UNIT_COMMANDS } from './patrol-units.commands.ts';

export { oblastOfPatrolUnit, patrolUnitFinder, type FindPatrolUnit } from './patrol-unit.store.ts';
export { checkPatrolUnitCode, type PatrolUnit } from './patrol-unit.ts';

/** Units of the patrol police, each of an oblast or a city with special status. */
export const patrolUnits: Module<unknown> = {
  name: 'patrol-units',
  entities: [PatrolUnitEntity],
  migrations: [defineMigration('2026-12-01-patrol-units', PATROL_UNIT_TABLES)],
  rights: PATROL_UNIT_RIGHTS,
  start: () => ({ rpcs: PATROL_UNIT_COMMANDS }),
};
