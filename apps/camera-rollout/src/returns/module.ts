import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { RECALL_RIGHTS, RECALL_TABLES } from './recall.store.ts';
import { recallJob } from './recalls.jobs.ts';
import { TERM_RIGHTS, TERM_TABLES } from './return-term.store.ts';
import { RETURN_COMMANDS } from './returns.commands.ts';
import { RETURN_QUERIES } from './returns.queries.ts';

/** Cameras of officers who were dismissed or moved: recalled, due by a term, overdue. */
export const returns: Module<unknown> = {
  name: 'returns',
  migrations: [defineMigration('2026-12-01-returns', [...TERM_TABLES, ...RECALL_TABLES])],
  rights: { ...TERM_RIGHTS, ...RECALL_RIGHTS },
  start: (_shared, runtime) => ({
    rpcs: [...RETURN_COMMANDS, ...RETURN_QUERIES],
    jobs: [recallJob(runtime)],
  }),
};
