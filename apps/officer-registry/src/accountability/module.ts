import { defineMigration, type Database } from '@safe-community/database';
import { noteWrites, provide, type Module } from '@safe-community/service-kit';
import type { Directory } from '../responsibility/module.ts';
import { unitFinder } from '../territory/module.ts';
import { ACCOUNTABILITY_COMMANDS } from './accountability.commands.ts';
import { ACCOUNTABILITY_QUERIES } from './accountability.queries.ts';
import { COUNTED_RIGHTS, COUNTED_TABLES } from './counted-reports.store.ts';
import { publishGuaranteeJob } from './measured-guarantee.jobs.ts';
import { MEASURED_RIGHTS, MEASURED_TABLES } from './measured-guarantee.store.ts';
import { QUESTION_RIGHTS, QUESTION_TABLES } from './question.store.ts';
import { REPORT_RIGHTS, REPORT_TABLES } from './report.store.ts';
import { RULE_RIGHTS, RULE_TABLES } from './rule.store.ts';

interface Shared {
  readonly database: Database;
  readonly directory: Directory;
}

/** What officers owe to their community: reports, and the promises of the guarantee. */
export const accountability: Module<Shared> = {
  name: 'accountability',
  migrations: [
    defineMigration('2026-12-01-accountability', [
      ...RULE_TABLES,
      ...REPORT_TABLES,
      ...QUESTION_TABLES,
      ...MEASURED_TABLES,
      ...COUNTED_TABLES,
    ]),
  ],
  rights: { ...RULE_RIGHTS, ...REPORT_RIGHTS, ...QUESTION_RIGHTS, ...MEASURED_RIGHTS, ...COUNTED_RIGHTS },
  start: ({ database, directory }, runtime) => {
    const findUnit = unitFinder(database);
    const writes = noteWrites();
    return {
      rpcs: provide({ findUnit }, [...writes.of(ACCOUNTABILITY_COMMANDS), ...ACCOUNTABILITY_QUERIES]),
      jobs: [publishGuaranteeJob({ ...runtime, findUnit, directory, writes })],
    };
  },
};
