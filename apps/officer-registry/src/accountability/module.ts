import { defineMigration, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { noteWrites, type Module } from '@safe-community/service-kit';
import type { Directory } from '../responsibility/module.ts';
import { unitFinder } from '../territory/module.ts';
import { accountabilityCommands } from './accountability.commands.ts';
import { accountabilityQueries } from './accountability.queries.ts';
import { COUNTED_RIGHTS, COUNTED_TABLES } from './counted-reports.store.ts';
import { publishGuaranteeJob } from './measured-guarantee.jobs.ts';
import { MEASURED_RIGHTS, MEASURED_TABLES } from './measured-guarantee.store.ts';
import { QUESTION_RIGHTS, QUESTION_TABLES } from './question.store.ts';
import { REPORT_RIGHTS, REPORT_TABLES } from './report.store.ts';
import { RULE_RIGHTS, RULE_TABLES, RULE_VERSIONS } from './rule.store.ts';
import { servingReader } from './serving.store.ts';

interface Shared {
  readonly database: Database;
  readonly clock: ClockAndIds;
  readonly keyring: Keyring;
  readonly directory: Directory;
}

/** What officers owe to their community: reports, and the promises of the guarantee. */
export const accountability: Module<Shared> = {
  name: 'accountability',
  migrations: [
    defineMigration('2026-11-27-accountability', [...RULE_TABLES, ...REPORT_TABLES, ...QUESTION_TABLES]),
    defineMigration('2026-11-27-accountability-rule-versions', RULE_VERSIONS),
    defineMigration('2026-11-29-guarantee-measured', MEASURED_TABLES),
    defineMigration('2026-11-30-reports-counted', COUNTED_TABLES),
  ],
  rights: { ...RULE_RIGHTS, ...REPORT_RIGHTS, ...QUESTION_RIGHTS, ...MEASURED_RIGHTS, ...COUNTED_RIGHTS },
  start: ({ database, clock, keyring, directory }, runtime) => {
    const findUnit = unitFinder(database);
    const readServing = servingReader(keyring);
    const writes = noteWrites();
    return {
      rpcs: [
        ...writes.of(accountabilityCommands(findUnit)),
        ...accountabilityQueries({ clock, findUnit, readServing }),
      ],
      jobs: [publishGuaranteeJob({ ...runtime, keyring, findUnit, directory, writes })],
    };
  },
};
