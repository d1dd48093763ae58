import { defineMigration } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import type { IncidentSteps } from '../incident/module.ts';
import type { Territory } from '../routing/module.ts';
import { airRescueCommands } from './air-rescue.commands.ts';
import { airRescueQueries } from './air-rescue.queries.ts';
import { AIR_RIGHTS, AIR_TABLES } from './air-rescue.store.ts';

interface AirRescueShared extends IncidentSteps {
  readonly territory: Pick<Territory, 'find' | 'isInUkraine'>;
  readonly clock: Pick<ClockAndIds, 'now'>;
}

/** Landing sites and aircraft bases, and air rescue for incidents. */
export const airRescue: Module<AirRescueShared> = {
  name: 'air-rescue',
  migrations: [defineMigration('2026-12-01-air-rescue', AIR_TABLES)],
  rights: AIR_RIGHTS,
  start: (shared) => ({
    rpcs: [
      ...airRescueCommands(shared, {
        oblastOf: (code) => shared.territory.find(code)?.oblastCode ?? '',
        isInUkraine: (point) => shared.territory.isInUkraine(point),
      }),
      ...airRescueQueries(shared.clock),
    ],
  }),
};
