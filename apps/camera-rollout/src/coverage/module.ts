import { defineMigration, type Database } from '@safe-community/database';
import { ownLedger, type Wakeup } from '@safe-community/ledger';
import { provide, type Module } from '@safe-community/service-kit';
import { recordCoverageJob } from './coverage.jobs.ts';
import { COVERAGE_QUERIES, currentCoverage } from './coverage.queries.ts';
import { COVERAGE_RIGHTS, COVERAGE_TABLES } from './coverage.store.ts';

export { COVERAGE_ROWS, coverageByUnit } from './coverage.store.ts';
export { gapOf, reportCoverage } from './coverage.ts';

interface Shared {
  readonly database: Database;
  readonly wakeup: Wakeup;
}

/** The progress of the rollout: patrol officers on strength with a working camera, now and on each day. */
export const coverage: Module<Shared> = {
  name: 'coverage',
  migrations: [defineMigration('2026-12-01-coverage', COVERAGE_TABLES)],
  rights: COVERAGE_RIGHTS,
  start: ({ database, wakeup }, runtime) => ({
    rpcs: provide(
      { current: currentCoverage(database), ledger: ownLedger(database, 'cameras', wakeup) },
      COVERAGE_QUERIES,
    ),
    jobs: [recordCoverageJob(runtime)],
  }),
};
