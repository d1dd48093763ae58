import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { ON_TIME_EVENTS } from './on-time.events.ts';
import { onTimeQueries, type Sources } from './on-time.queries.ts';
import { ON_TIME_RIGHTS, ON_TIME_TABLES } from './on-time.store.ts';
import { REPAIR_TARGET_RIGHTS, REPAIR_TARGET_TABLES } from './repair-targets.store.ts';

export { toTargetMessage } from './on-time.mapping.ts';
export { readRepairTargets, type RepairTarget } from './repair-targets.store.ts';

/** Arrivals against the dated targets of response that events name, and the targets of repairs. */
export const onTime: Module<Sources> = {
  name: 'on-time',
  migrations: [
    defineMigration('2026-11-28-target-arrivals', ON_TIME_TABLES),
    defineMigration('2026-11-29-repair-targets', REPAIR_TARGET_TABLES),
  ],
  rights: { ...ON_TIME_RIGHTS, ...REPAIR_TARGET_RIGHTS },
  start: (sources) => ({ rpcs: onTimeQueries(sources), subscriptions: [ON_TIME_EVENTS] }),
};
