import { defineMigration } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import { linkSchoolsJob } from './link-schools.jobs.ts';
import { SCHOOL_LINK_RIGHTS, SCHOOL_LINK_TABLES } from './school-link.store.ts';

export { linkOfReport, type NamedSchool } from './named-school.ts';
export { eventsOfNamedSchool, linkChangedEvent } from './school-link.events.ts';
export {
  deleteLink,
  isLinked,
  LINK_COLUMNS,
  listIncidents,
  listWaiting,
  newLink,
  saveLink,
  schoolFinder,
  type NewLink,
  type SchoolFinder,
} from './school-link.store.ts';

/** Which school an incident is linked to: by its report, by a step, or once the directory has the school. */
export const schoolLinks: Module<{ readonly keyring: Keyring }> = {
  name: 'school-links',
  migrations: [defineMigration('2026-12-01-school-links', SCHOOL_LINK_TABLES)],
  rights: SCHOOL_LINK_RIGHTS,
  start: ({ keyring }, runtime) => ({ jobs: [linkSchoolsJob(keyring, runtime)] }),
};
