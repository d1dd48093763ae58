import type { Module } from '@safe-community/service-kit';
import { REGISTRY_EVENTS } from './strength.events.ts';
import { STRENGTH_RIGHTS } from './strength.store.ts';

export { officerRegistry, type OfficerRegistry } from './officer-registry.client.ts';
export { isOnStrength } from './officer.ts';
export { checkOblast } from './oblast.adapter.ts';
export { checkUnitCode, type PatrolUnit } from './patrol-unit.ts';
export { findUnit, STRENGTH_TABLES, toUnit, type UnitRow } from './strength.store.ts';

/** Patrol units and the officers on the strength of each, as the registry's events describe them. */
export const strength: Module<unknown> = {
  name: 'strength',
  rights: STRENGTH_RIGHTS,
  start: () => ({ subscriptions: [REGISTRY_EVENTS] }),
};
