import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { GUARANTEE_EVENTS } from './guarantee.events.ts';
import { GUARANTEE_RIGHTS, GUARANTEE_TABLES } from './guarantee.store.ts';

export type { GuaranteeMetric } from './guarantee-day.ts';
export { sumGuarantee } from './guarantee.store.ts';

/** How far the promises to residents are kept: the figures that the registry publishes. */
export const guarantee: Module<unknown> = {
  name: 'guarantee',
  migrations: [defineMigration('2026-12-01-guarantee', GUARANTEE_TABLES)],
  rights: GUARANTEE_RIGHTS,
  start: () => ({ subscriptions: [GUARANTEE_EVENTS] }),
};
