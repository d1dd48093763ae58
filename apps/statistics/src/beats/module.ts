import type { Module } from '@safe-community/service-kit';
import { BEAT_EVENTS } from './beats.events.ts';
import { BEAT_RIGHTS } from './beats.store.ts';

export { ON_BEAT } from './beat.ts';
export { BEAT_TABLES } from './beats.store.ts';

/** The primary officer of each beat: which hromadas have an officer of their own. */
export const beats: Module<unknown> = {
  name: 'beats',
  rights: BEAT_RIGHTS,
  start: () => ({ subscriptions: [BEAT_EVENTS] }),
};
