import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { DEADLINE_RPCS } from './deadlines.commands.ts';
import { DEADLINE_RIGHTS, DEADLINE_TABLES } from './deadlines.store.ts';
import { requireValidRules } from './valid-rules.store.ts';

export type { Deadlines, RequestKind, Track } from './deadline.ts';
export { kindNumber, toKind, toTrack, trackNumber } from './deadline.mapping.ts';
export { readDeadlines } from './deadlines.store.ts';

/** The dated rules by which deadlines are computed: terms of each kind of request, and the calendar of working days. */
export const deadlines: Module<object> = {
  name: 'deadlines',
  migrations: [defineMigration('2026-12-01-deadlines', DEADLINE_TABLES)],
  rights: DEADLINE_RIGHTS,
  start: (_shared, { database }) => ({
    rpcs: DEADLINE_RPCS,
    load: () => requireValidRules(database.em.fork()),
  }),
};
