import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { EXPECTED_RIGHTS, EXPECTED_TABLES } from './expected-targets.store.ts';
import { FORMER_RIGHTS, FORMER_TABLES } from './former-times.store.ts';
import { ON_TIME_EVENTS } from './on-time.events.ts';
import { queryOnTime } from './on-time.queries.ts';
import { ON_TIME_RIGHTS, ON_TIME_TABLES } from './on-time.store.ts';

export { toTargetMessage } from './on-time.mapping.ts';
export type { Target } from './on-time.ts';
export { readAppliedTargets } from './applied-targets.store.ts';

/** Arrivals and repairs against the dated targets that events name. */
export const onTime: Module<unknown> = {
  name: 'on-time',
  migrations: [defineMigration('2026-12-01-on-time', [...ON_TIME_TABLES, ...EXPECTED_TABLES, ...FORMER_TABLES])],
  rights: { ...ON_TIME_RIGHTS, ...EXPECTED_RIGHTS, ...FORMER_RIGHTS },
  start: () => ({ rpcs: [queryOnTime], subscriptions: [ON_TIME_EVENTS] }),
};
