import type { Module } from '@safe-community/service-kit';
import { PATROL_UNIT_RIGHTS, PatrolUnitEntity } from './patrol-unit.store.ts';
import { PATROL_UNIT_COMMANDS } from './patrol-units.commands.ts';

export { oblastOfPatrolUnit, PATROL_UNIT_TABLES, patrolUnitFinder, type FindPatrolUnit } from './patrol-unit.store.ts';
export { checkPatrolUnitCode, type PatrolUnit } from './patrol-unit.ts';

/** Units of the patrol police, each of an oblast or a city with special status. */
export const patrolUnits: Module<unknown> = {
  name: 'patrol-units',
  entities: [PatrolUnitEntity],
  rights: PATROL_UNIT_RIGHTS,
  start: () => ({ rpcs: PATROL_UNIT_COMMANDS }),
};
