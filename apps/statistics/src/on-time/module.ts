import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { EXPECTED_RIGHTS, EXPECTED_TABLES, REVISION_TABLES } from './expected-targets.store.ts';
import { FORMER_RIGHTS, FORMER_TABLES } from './former-times.store.ts';
import { ON_TIME_EVENTS } from './on-time.events.ts';
import { onTimeQueries, type Sources } from './on-time.queries.ts';
import { ON_TIME_RIGHTS, ON_TIME_TABLES, REPAIR_TABLES } from './on-time.store.ts';

export { toTargetMessage } from './on-time.mapping.ts';
export type { Target } from './on-time.ts';
export { readAppliedTargets } from './applied-targets.store.ts';

/** Arrivals and repairs against the dated targets that events name. */
export const onTime: Module<Sources> = {
  name: 'on-time',
  migrations: [
    defineMigration('2026-11-28-target-arrivals', ON_TIME_TABLES),
    defineMigration('2026-11-29-target-repairs', REPAIR_TABLES),
    defineMigration('2026-11-30-expected-targets', EXPECTED_TABLES),
    defineMigration('2026-11-30-times-known', [...FORMER_TABLES, ...REVISION_TABLES]),
  ],
  rights: { ...ON_TIME_RIGHTS, ...EXPECTED_RIGHTS, ...FORMER_RIGHTS },
  start: (sources) => ({ rpcs: onTimeQueries(sources), subscriptions: [ON_TIME_EVENTS] }),
};
