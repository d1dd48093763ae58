import { defineMigration, type SqlPart } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { GATHER_MS, incidentEvents } from './incident.events.ts';
import { INCIDENT_RIGHTS, INCIDENT_TABLES } from './incident.store.ts';

export {
  ATTENDANCE_ROWS,
  findIncident,
  findIncidents,
  findIncidentsNear,
  forgetChanges,
  INCIDENT_ROWS,
  lockIncidents,
  markLinksChanged,
} from './incident.store.ts';
export { CATEGORIES } from './incident.events.ts';
export { isSensitive, SENSITIVE_CATEGORIES, type Incident } from './incident.ts';

interface IncidentsShared {
  /** How long events of incident intake wait for others; tests wait less. */
  readonly gatherIncidentsMs: number | undefined;
  /** The incidents that recordings show. The module of recordings is built on this one, so service.ts hands it in. */
  readonly linkedIncidents: SqlPart;
}

/** What the events of incident intake say of incidents that recordings may show. */
export const incidents: Module<IncidentsShared> = {
  name: 'incidents',
  migrations: [defineMigration('2026-12-01-incidents', INCIDENT_TABLES)],
  rights: INCIDENT_RIGHTS,
  start: ({ gatherIncidentsMs: gatherMs = GATHER_MS, linkedIncidents }) => ({
    subscriptions: [{ ...incidentEvents(linkedIncidents), gatherMs }],
  }),
};
