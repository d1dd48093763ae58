import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { GATHER_MS, INCIDENT_EVENTS } from './incident.events.ts';
import { INCIDENT_RIGHTS, INCIDENT_TABLES } from './incident.store.ts';

export { findIncident, findIncidents, findIncidentsNear, markLinksChanged } from './incident.store.ts';
export { CATEGORIES } from './incident.events.ts';
export { isSensitive, SENSITIVE_CATEGORIES, type Incident } from './incident.ts';

interface IncidentsShared {
  /** How long events of incident intake wait for others; tests wait less. */
  readonly gatherIncidentsMs: number | undefined;
}

/** What the events of incident intake say of incidents that recordings may show. */
export const incidents: Module<IncidentsShared> = {
  name: 'incidents',
  migrations: [defineMigration('2026-12-01-incidents', INCIDENT_TABLES)],
  rights: INCIDENT_RIGHTS,
  start: ({ gatherIncidentsMs: gatherMs = GATHER_MS }) => ({ subscriptions: [{ ...INCIDENT_EVENTS, gatherMs }] }),
};
