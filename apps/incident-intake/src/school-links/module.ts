import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { SCHOOL_LINK_RIGHTS, SCHOOL_LINK_TABLES } from './school-link.store.ts';

export { schoolDigest } from './school-digest.adapter.ts';
export { namedSchool, type NamedSchool, type SchoolFinder } from './named-school.ts';
/** @public Imported by pure files of other modules from where it is. */
export { linkOfReport } from './named-school.ts';
export { eventsOfNamedSchool, linkChangedEvent } from './school-link.events.ts';
export {
  deleteLink,
  endWaiting,
  isAnyLinkable,
  isLinked,
  listIncidents,
  listWaiting,
  lockLinkable,
  newLink,
  newLinks,
  saveLink,
  type NewLink,
} from './school-link.store.ts';

/** Which school an incident is linked to: by its report, by a step, or once the directory has the school. */
export const schoolLinks: Module<unknown> = {
  name: 'school-links',
  migrations: [defineMigration('2026-12-01-school-links', SCHOOL_LINK_TABLES)],
  rights: SCHOOL_LINK_RIGHTS,
};
