import { defineMigration } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { erasureJob, type Module } from '@safe-community/service-kit';
import { OFFICER_ERASURE } from './erasure.jobs.ts';
import { RETENTION_COMMANDS } from './retention.commands.ts';
import { retentionQueries } from './retention.queries.ts';
import { RETENTION_RIGHTS, RETENTION_TABLES } from './retention.store.ts';

/** How long the personal data of dismissed officers is kept, holds, and the erasure. */
export const officerRetention: Module<{ readonly clock: ClockAndIds }> = {
  name: 'officer-retention',
  migrations: [defineMigration('2026-12-01-officer-retention', RETENTION_TABLES)],
  rights: RETENTION_RIGHTS,
  start: ({ clock }, runtime) => ({
    rpcs: [...RETENTION_COMMANDS, ...retentionQueries(clock)],
    jobs: [erasureJob(OFFICER_ERASURE, runtime)],
  }),
};
