import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { PATROL_EVENTS } from './patrol.events.ts';
import { PATROL_RIGHTS, PATROL_TABLES } from './patrol.store.ts';

export { ISSUED_ROWS, PATROL_ROWS } from './patrol.store.ts';
export { ON_DUTY_STRENGTH } from './patrol-officer.ts';

/** The strength of the patrol police, and which officers hold a camera. */
export const patrol: Module<unknown> = {
  name: 'patrol',
  migrations: [defineMigration('2026-12-01-patrol', PATROL_TABLES)],
  rights: PATROL_RIGHTS,
  start: () => ({ subscriptions: PATROL_EVENTS }),
};
