import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { REGISTRY_EVENTS } from './strength.events.ts';
import { STRENGTH_RIGHTS, STRENGTH_TABLES } from './strength.store.ts';

export { officerRegistry, type OfficerRegistry } from './officer-registry.client.ts';
export { isOnStrength, type Candidate } from './officer.ts';
export { checkUnitCode, type PatrolUnit } from './patrol-unit.ts';
export { checkOblast, checkOptionalUnitCode } from './places.ts';
export { findUnit, knownUnits, PATROL_OFFICER_ROWS, PATROL_UNIT_ROWS, toUnit, type UnitRow } from './strength.store.ts';

/** Patrol units and the officers on the strength of each, as the registry's events describe them. */
export const strength: Module<unknown> = {
  name: 'strength',
  migrations: [defineMigration('2026-12-01-strength', STRENGTH_TABLES)],
  rights: STRENGTH_RIGHTS,
  start: () => ({ subscriptions: [REGISTRY_EVENTS] }),
};
