import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import type { ReadAudit } from '../incident/module.ts';
import { linkSchoolsJob } from './link-schools.jobs.ts';
import { SCHOOL_RIGHTS, SCHOOL_TABLES } from './school.store.ts';
import { SCHOOL_COMMANDS, type SchoolShared } from './schools.commands.ts';
import { SCHOOL_QUERIES } from './schools.queries.ts';

export { schoolFinder } from './school.store.ts';

/** The directory of schools, and the incidents that are linked to one. */
export const schools: Module<SchoolShared & ReadAudit> = {
  name: 'schools',
  migrations: [defineMigration('2026-12-01-schools', SCHOOL_TABLES)],
  rights: SCHOOL_RIGHTS,
  start: (shared, runtime) => ({
    rpcs: provide(shared, [...SCHOOL_COMMANDS, ...SCHOOL_QUERIES]),
    jobs: [linkSchoolsJob(shared.keyring, runtime)],
  }),
};
