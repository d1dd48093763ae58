import { defineMigration } from '@safe-community/database';
import { erasureJob, type Module } from '@safe-community/service-kit';
import { OFFICER_ERASURE } from './erasure.jobs.ts';
import { RETENTION_COMMANDS } from './retention.commands.ts';
import { RETENTION_QUERIES } from './retention.queries.ts';
import { RETENTION_RIGHTS, RETENTION_TABLES } from './retention.store.ts';

/** How long the personal data of dismissed officers is kept, holds, and the erasure. */
export const officerRetention: Module<unknown> = {
  name: 'officer-retention',
  migrations: [defineMigration('2026-12-01-officer-retention', RETENTION_TABLES)],
  rights: RETENTION_RIGHTS,
  start: (_shared, runtime) => ({
    rpcs: [...RETENTION_COMMANDS, ...RETENTION_QUERIES],
    jobs: [erasureJob(OFFICER_ERASURE, runtime)],
  }),
};
