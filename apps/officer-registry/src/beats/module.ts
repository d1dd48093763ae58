import { defineMigration, type Database } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { unitFinder } from '../territory/module.ts';
import { BEAT_RIGHTS, BEAT_TABLES } from './beat.store.ts';
import { BEAT_COMMANDS } from './beats.commands.ts';
import { BEAT_QUERIES } from './beats.queries.ts';
import { NORM_RIGHTS, NORM_TABLES } from './norm.store.ts';
import type { KnownUnits } from './places.ts';

export { createdEvent, retiredEvent } from './beat.events.ts';
export { ruleStatusNumber, toBeatMessage, toRuleStatus } from './beat.mapping.ts';
export {
  BEAT_ROWS,
  BEAT_UNIT_ROWS,
  beatsOfHromada,
  findBeats,
  hromadaOfBeat,
  insertBeat,
  lockHromadas,
  readBeats,
  updateBeat,
} from './beat.store.ts';
export { beatOfPlace, checkBeatPlace, createBeat, placeOf, retireBeat, type Beat, type BeatPlace } from './beat.ts';
export { afterRefresh, checkTerritory, loadBeat } from './beats.commands.ts';
export { NORMS, NORMS_DIGEST } from './norm.store.ts';
export { isLargeHromada, type BeatNorm } from './norm.ts';
/** @public Imported by pure files of other modules from where it is. */
export { requiredBeats } from './norm.ts';
export {
  checkNotMerged,
  checkNotOccupied,
  nameOfPlace,
  oblastOf,
  placesOf,
  type KnownUnits,
  type Places,
} from './places.ts';

interface Shared {
  readonly database: Database;
  /** The in-memory directory of responsible officers. After a refresh, it shows everything that was committed before. */
  readonly directory: KnownUnits;
}

/** The beats of each hromada, and how many it needs. */
export const beats: Module<Shared> = {
  name: 'beats',
  migrations: [defineMigration('2026-12-01-beats', [...BEAT_TABLES, ...NORM_TABLES])],
  rights: { ...BEAT_RIGHTS, ...NORM_RIGHTS },
  start: ({ database, directory }) => ({
    rpcs: provide({ directory, findUnit: unitFinder(database) }, [...BEAT_COMMANDS, ...BEAT_QUERIES]),
  }),
};
