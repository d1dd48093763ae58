import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { INCIDENT_EVENTS } from './incident.events.ts';
import { INCIDENT_RIGHTS, INCIDENT_TABLES } from './incident.store.ts';

export { findIncident, findIncidents, findIncidentsNear } from './incident.store.ts';
export { isSensitive, type Incident } from './incident.ts';

/** What the events of incident intake say of incidents that recordings may show. */
export const incidents: Module<unknown> = {
  name: 'incidents',
  migrations: [defineMigration('2026-11-27-known-incidents', INCIDENT_TABLES)],
  rights: INCIDENT_RIGHTS,
  start: () => ({ subscriptions: [INCIDENT_EVENTS] }),
};
