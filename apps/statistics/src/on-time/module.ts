import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { ON_TIME_EVENTS } from './on-time.events.ts';
import { onTimeQueries, type Sources } from './on-time.queries.ts';
import { ON_TIME_RIGHTS, ON_TIME_TABLES } from './on-time.store.ts';

/** Arrivals against the dated targets of response that events name. */
export const onTime: Module<Sources> = {
  name: 'on-time',
  migrations: [defineMigration('2026-11-28-target-arrivals', ON_TIME_TABLES)],
  rights: ON_TIME_RIGHTS,
  start: (sources) => ({ rpcs: onTimeQueries(sources), subscriptions: [ON_TIME_EVENTS] }),
};
