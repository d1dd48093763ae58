import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { AIR_RESCUE_COMMANDS, type AirRescueSteps } from './air-rescue.commands.ts';
import { AIR_RESCUE_QUERIES } from './air-rescue.queries.ts';
import { AIR_RIGHTS, AIR_TABLES } from './air-rescue.store.ts';

/** Landing sites and aircraft bases, and air rescue for incidents. */
export const airRescue: Module<AirRescueSteps> = {
  name: 'air-rescue',
  migrations: [defineMigration('2026-12-01-air-rescue', AIR_TABLES)],
  rights: AIR_RIGHTS,
  start: (shared) => ({ rpcs: provide(shared, [...AIR_RESCUE_COMMANDS, ...AIR_RESCUE_QUERIES]) }),
};
