import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import type { ReadPorts } from '../incident/module.ts';
import { linkSchoolsJob } from './link-schools.jobs.ts';
import { SCHOOL_RIGHTS, SCHOOL_TABLES } from './school.store.ts';
import { schoolCommands, type SchoolShared } from './schools.commands.ts';
import { schoolQueries } from './schools.queries.ts';

export { schoolFinder } from './school.store.ts';

/** The directory of schools, and the incidents that are linked to one. */
export const schools: Module<SchoolShared & ReadPorts> = {
  name: 'schools',
  migrations: [defineMigration('2026-12-01-schools', SCHOOL_TABLES)],
  rights: SCHOOL_RIGHTS,
  start: (shared, runtime) => ({
    rpcs: [...schoolCommands(shared), ...schoolQueries(shared)],
    jobs: [linkSchoolsJob(shared.keyring, runtime)],
  }),
};
