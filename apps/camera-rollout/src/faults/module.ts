import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { FAULT_RIGHTS, FAULT_TABLES } from './fault.store.ts';
import { FAULT_COMMANDS } from './faults.commands.ts';
import { FAULT_QUERIES } from './faults.queries.ts';
import { RECALL_RIGHTS, RECALL_TABLES } from './recall.store.ts';
import { completeRecallsJob } from './recalls.jobs.ts';

export { findRecallOf } from './recall.store.ts';

/** Faults of cameras, how often which model fails, and recalls of firmware. */
export const faults: Module<unknown> = {
  name: 'faults',
  migrations: [defineMigration('2026-12-01-faults', [...FAULT_TABLES, ...RECALL_TABLES])],
  rights: { ...FAULT_RIGHTS, ...RECALL_RIGHTS },
  start: (_shared, runtime) => ({
    rpcs: [...FAULT_COMMANDS, ...FAULT_QUERIES],
    jobs: [completeRecallsJob(runtime)],
  }),
};
