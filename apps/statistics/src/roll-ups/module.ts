import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { rollUpJob } from './roll-up.jobs.ts';
import { ROLL_UP_RIGHTS, ROLL_UP_TABLES } from './roll-up.store.ts';

export {
  growingCells,
  growingDurations,
  growingEvents,
  growRolled,
  holdRollUps,
  mayBeRolled,
} from './roll-up.store.ts';

/** Sums of the counters of incidents over months and years that are over. The module of incidents keeps them up to date. */
export const rollUps: Module<unknown> = {
  name: 'roll-ups',
  migrations: [defineMigration('2026-12-01-roll-ups', ROLL_UP_TABLES)],
  rights: ROLL_UP_RIGHTS,
  start: (_shared, runtime) => ({ jobs: [rollUpJob(runtime)] }),
};
