import type { Column } from '@safe-community/database';
import type { Encrypted } from '@safe-community/security/encryption';
import type { Actor } from './actor.ts';
import type { Incident } from './incident.ts';

/** An incident to store, and who reported it. */
export interface ReceivedIncident {
  readonly incident: Incident;
  readonly actor: Actor;
}

/** The same with encrypted personal data, as stored. */
export interface NewIncident extends ReceivedIncident {
  readonly encrypted: Encrypted | undefined;
  /** A keyed digest of the reporter's phone number. */
  readonly reporterPhone: Buffer | undefined;
}

/** The columns of an incident as it is received. */
export const INCIDENT_COLUMNS: readonly Column<NewIncident>[] = [
  ['incident_id', 'uuid', ({ incident }) => incident.incidentId],
  ['state', 'text', ({ incident }) => incident.state],
  ['category', 'text', ({ incident }) => incident.category],
  ['channel', 'text', ({ incident }) => incident.channel],
  ['hromada_code', 'text', ({ incident }) => incident.hromadaCode],
  ['is_test', 'boolean', ({ incident }) => incident.isTest],
  ['reported_as_test', 'boolean', ({ incident }) => incident.reportedAsTest],
  ['hromada_derived', 'boolean', ({ incident }) => incident.hromadaDerived],
  ['oblast_code', 'text', ({ incident }) => incident.oblastCode],
  ['starosta_district_code', 'text', ({ incident }) => incident.starostaDistrictCode],
  ['occurred_at', 'timestamptz', ({ incident }) => incident.occurredAt],
  ['received_at', 'timestamptz', ({ incident }) => incident.receivedAt],
  ['on_scene_at', 'timestamptz', ({ incident }) => incident.onSceneAt ?? null],
  ['killed', 'integer', ({ incident }) => incident.casualties?.killed ?? null],
  ['injured', 'integer', ({ incident }) => incident.casualties?.injured ?? null],
  ['children_killed', 'integer', ({ incident }) => incident.casualties?.childrenKilled ?? null],
  ['children_injured', 'integer', ({ incident }) => incident.casualties?.childrenInjured ?? null],
  ['defenders_killed', 'integer', ({ incident }) => incident.casualties?.defendersKilled ?? null],
  ['defenders_injured', 'integer', ({ incident }) => incident.casualties?.defendersInjured ?? null],
  ['responsible_officer_id', 'uuid', ({ incident }) => incident.responsibleOfficerId || null],
  ['source_system', 'text', ({ incident }) => incident.source?.system ?? null],
  ['external_id', 'text', ({ incident }) => incident.source?.externalId ?? null],
  ['latitude', 'double precision', ({ incident }) => incident.openLocation?.latitude ?? null],
  ['longitude', 'double precision', ({ incident }) => incident.openLocation?.longitude ?? null],
  ['state_since', 'timestamptz', ({ incident }) => incident.stateSince],
  ['urgency', 'text', ({ incident }) => incident.urgency],
  ['settlement_code', 'text', ({ incident }) => incident.settlementCode],
  ['attributes', 'jsonb', ({ incident }) => JSON.stringify(incident.openAttributes)],
  ['alerted', 'jsonb', ({ incident }) => JSON.stringify(incident.alerted)],
  ['catalogue_revision', 'integer', ({ incident }) => incident.catalogueRevision],
  ['reported_by', 'text', ({ actor }) => actor.system],
  ['acting_user', 'text', ({ actor }) => actor.actingUser],
  ['due_at', 'timestamptz', ({ incident }) => incident.dueAt ?? null],
  ['erase_at', 'timestamptz', ({ incident }) => incident.eraseAt ?? null],
  ['key_id', 'text', ({ encrypted }) => encrypted?.keyId ?? null],
  ['wrapped_key', 'bytea', ({ encrypted }) => encrypted?.wrappedKey ?? null],
  ['ciphertext', 'bytea', ({ encrypted }) => encrypted?.ciphertext ?? null],
  ['reporter_phone', 'bytea', ({ reporterPhone }) => reporterPhone ?? null],
  ['reporter_indexed', 'boolean', () => true],
  [
    'counted_by',
    'jsonb',
    ({ incident: { countedBy } }) => (countedBy === undefined ? null : JSON.stringify(countedBy)),
  ],
  ['school_matter', 'text', ({ incident }) => incident.schoolMatter ?? null],
  ['targets', 'jsonb', ({ incident: { targets } }) => (targets.length === 0 ? null : JSON.stringify(targets))],
];
