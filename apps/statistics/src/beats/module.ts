import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { COVERAGE_RIGHTS, COVERAGE_TABLES } from './beat-coverage.store.ts';
import { BEAT_EVENTS } from './beats.events.ts';
import { BEAT_RIGHTS, BEAT_TABLES } from './beats.store.ts';

export { ON_BEAT } from './beat.ts';
export type { CoveredUnit } from './beat-coverage.ts';
export { TENURE_ROWS } from './beats.store.ts';
export { beatsOf, readCoveredUnits } from './beat-coverage.store.ts';

/** Beats over time: their primary officers, by which hromadas have an officer of their own, and what they cover. */
export const beats: Module<unknown> = {
  name: 'beats',
  migrations: [defineMigration('2026-12-01-beats', [...BEAT_TABLES, ...COVERAGE_TABLES])],
  rights: { ...BEAT_RIGHTS, ...COVERAGE_RIGHTS },
  start: () => ({ subscriptions: [BEAT_EVENTS] }),
};
