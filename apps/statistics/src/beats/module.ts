import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { BEAT_EVENTS } from './beats.events.ts';
import { BEAT_RIGHTS, TENURE_TABLES } from './beats.store.ts';

export { ON_BEAT } from './beat.ts';
export { BEAT_TABLES, FORMER_BEAT_RIGHTS } from './beats.store.ts';

/** The primary officers of the beats over time: which hromadas have an officer of their own. */
export const beats: Module<unknown> = {
  name: 'beats',
  migrations: [defineMigration('2026-11-27-beat-tenures', TENURE_TABLES)],
  rights: BEAT_RIGHTS,
  start: () => ({ subscriptions: [BEAT_EVENTS] }),
};
