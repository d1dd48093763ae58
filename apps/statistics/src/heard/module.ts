import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { HEARD_EVENTS } from './heard.events.ts';
import { HEARD_RIGHTS, HEARD_TABLES } from './heard.store.ts';

export { HEARD_VERSION, readHeard } from './heard.store.ts';
/** @public */
export { listenTo, type Listening, type Quiet, type Silence } from './silence.ts';

/** On which days each source reported, and since when it is silent. */
export const heard: Module<unknown> = {
  name: 'heard',
  migrations: [defineMigration('2026-12-01-heard', HEARD_TABLES)],
  rights: HEARD_RIGHTS,
  start: () => ({ subscriptions: [HEARD_EVENTS] }),
};
