import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { findAnomaliesJob } from './anomalies.jobs.ts';
import { listFoundAnomalies } from './anomalies.queries.ts';
import { ANOMALY_RIGHTS, ANOMALY_TABLES } from './anomalies.store.ts';

/** Days with far more incidents than season, weekday and trend explain. */
export const anomalies: Module<unknown> = {
  name: 'anomalies',
  migrations: [defineMigration('2026-12-01-anomalies', ANOMALY_TABLES)],
  rights: ANOMALY_RIGHTS,
  start: (_shared, runtime) => ({ rpcs: [listFoundAnomalies], jobs: [findAnomaliesJob(runtime)] }),
};
