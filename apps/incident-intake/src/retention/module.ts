import { defineMigration } from '@safe-community/database';
import { RETENTION_RIGHTS, RETENTION_TABLES } from './retention.store.ts';
import { erasureJob, provide, type Module } from '@safe-community/service-kit';
import type { IncidentSteps } from '../incident/module.ts';
import { incidentErasure } from './erasure.jobs.ts';
import { RETENTION_COMMANDS } from './retention.commands.ts';
import { RETENTION_QUERIES, type RetentionReads } from './retention.queries.ts';

/** Retention of personal data: erasure on schedule and on request, legal holds, and the list of sensitive reads. */
export const retention: Module<IncidentSteps & RetentionReads> = {
  name: 'retention',
  migrations: [defineMigration('2026-12-01-retention', RETENTION_TABLES)],
  rights: RETENTION_RIGHTS,
  start: (shared, runtime) => ({
    rpcs: provide(shared, [...RETENTION_COMMANDS, ...RETENTION_QUERIES]),
    jobs: [erasureJob(incidentErasure(shared.keyring), runtime)],
  }),
};
