import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { TRUST_EVENTS } from './trust.events.ts';
import { TRUST_RIGHTS, TRUST_TABLES } from './trust.store.ts';

export { readTrust, type ShownTrust } from './trust.store.ts';

/** How far people trust their community officers: the figures of surveys that the registry publishes. */
export const trust: Module<unknown> = {
  name: 'trust',
  migrations: [defineMigration('2026-12-01-trust', TRUST_TABLES)],
  rights: TRUST_RIGHTS,
  start: () => ({ subscriptions: [TRUST_EVENTS] }),
};
