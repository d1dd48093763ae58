import { unnested, type Column, type Unnested } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { Actor } from './actor.ts';
import type { CaseChange, IncidentCase, Responder } from './incident-case.ts';
import { INCIDENT_COLUMNS, type NewIncident, type ReceivedIncident } from './incident-columns.store.ts';
import { encryptPersonal, reporterDigest } from './personal-data.store.ts';
import { isPublicChange } from './public-change.store.ts';

/** Encrypts the personal data of an incident, for `newIncidents`. */
export function encryptIncident(keyring: Keyring, { incident, actor }: ReceivedIncident): NewIncident {
  return {
    incident,
    actor,
    encrypted: encryptPersonal(keyring, incident),
    reporterPhone: reporterDigest(keyring, incident.personal),
  };
}

/** The insert of many rows, for a statement that may insert into other tables as well. */
export interface Insert<Item> extends Pick<Unnested<Item>, 'valuesOf' | 'next'> {
  readonly insert: string;
}

/** Incidents as they are received. */
export function newIncidents(): Insert<NewIncident> {
  return incidentsOf(INCIDENT_COLUMNS);
}

/** Incidents that an import brings with their course, in the version that it led to. */
export function courseIncidents(): Insert<NewIncident> {
  return incidentsOf([...INCIDENT_COLUMNS, ['version', 'integer', ({ incident }) => incident.version]]);
}

function incidentsOf(columns: readonly Column<NewIncident>[]): Insert<NewIncident> {
  const { names, source, ...rest } = unnested(columns);
  return { insert: `insert into incident (${names}) select * from ${source}`, ...rest };
}

/** A responder of an imported incident. */
export type NewResponder = Responder & { readonly incidentId: string };

/** @param first number of its first parameter. */
export function newResponders(first: number): Insert<NewResponder> {
  const { names, source, ...rest } = unnested(RESPONDER_COLUMNS, first);
  const insert = `
      insert into responder (${names})
      select incident_id, responder_id, kind, unit, home_hromada_code, dispatched_at, en_route_at, on_scene_at, left_at,
        cancelled_at, string_to_array(officer_ids, ',')::uuid[]
      from ${source} as given (${names})`;
  return { insert, ...rest };
}

/** A change of an imported incident. */
export interface NewEntry {
  readonly before: IncidentCase;
  /** With its new version. */
  readonly incident: IncidentCase;
  readonly change: CaseChange;
  readonly recordedAt: Date;
  readonly actor: Actor;
}

/** @param first number of its first parameter. */
export function newHistory(first: number): Insert<NewEntry> {
  const { names, source, ...rest } = unnested(HISTORY_COLUMNS, first);
  return { insert: `insert into case_history (${names}) select * from ${source}`, ...rest };
}

const RESPONDER_COLUMNS: readonly Column<NewResponder>[] = [
  ['incident_id', 'uuid', ({ incidentId }) => incidentId],
  ['responder_id', 'uuid', ({ responderId }) => responderId],
  ['kind', 'text', ({ kind }) => kind],
  ['unit', 'text', ({ unit }) => unit],
  ['home_hromada_code', 'text', ({ homeHromadaCode }) => homeHromadaCode],
  ['dispatched_at', 'timestamptz', ({ dispatchedAt }) => dispatchedAt],
  ['en_route_at', 'timestamptz', ({ enRouteAt }) => enRouteAt ?? null],
  ['on_scene_at', 'timestamptz', ({ onSceneAt }) => onSceneAt ?? null],
  ['left_at', 'timestamptz', ({ leftAt }) => leftAt ?? null],
  ['cancelled_at', 'timestamptz', ({ cancelledAt }) => cancelledAt ?? null],
  // An array of arrays would be read as one list.
  ['officer_ids', 'text', ({ officerIds }) => officerIds.join(',')],
];

const HISTORY_COLUMNS: readonly Column<NewEntry>[] = [
  ['incident_id', 'uuid', ({ incident }) => incident.incidentId],
  ['version', 'integer', ({ incident }) => incident.version],
  ['kind', 'text', ({ change }) => change.kind],
  ['happened_at', 'timestamptz', ({ change }) => change.happenedAt],
  ['recorded_at', 'timestamptz', ({ recordedAt }) => recordedAt],
  ['system', 'text', ({ actor }) => actor.system],
  ['acting_user', 'text', ({ actor }) => actor.actingUser],
  ['former_state', 'text', ({ before }) => before.state],
  ['state', 'text', ({ incident }) => incident.state],
  ['details', 'jsonb', ({ change }) => JSON.stringify(change.details)],
  ['public_change', 'boolean', ({ incident, before }) => isPublicChange(incident, before.state)],
  ['public_at', 'timestamptz', ({ change }) => change.happenedAt],
];
