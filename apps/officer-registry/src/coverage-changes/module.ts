import { defineMigration, type Database } from '@safe-community/database';
import type { Clock } from '@safe-community/domain-kit';
import type { Wakeup } from '@safe-community/ledger';
import { provide, type Module } from '@safe-community/service-kit';
import type { Directory } from '../responsibility/module.ts';
import { coverageChanges } from './coverage-changes.adapter.ts';
import { COVERAGE_RIGHTS, COVERAGE_TABLES } from './coverage-changes.store.ts';
import { watchCoverage } from './watch-coverage.queries.ts';

interface Shared {
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** The changes of the coverage as a stream. */
export const coverageWatch: Module<Shared> = {
  name: 'coverage-changes',
  migrations: [defineMigration('2026-12-01-coverage-changes', COVERAGE_TABLES)],
  rights: COVERAGE_RIGHTS,
  start: ({ database, wakeup, directory, clock }) => ({
    rpcs: provide({ wakeup, changes: coverageChanges({ database, directory, clock }) }, [watchCoverage]),
  }),
};
