import { prepared, unnested, type Column, type Step } from '@safe-community/database';
import type { SealedEntry } from './sealed-entry.store.ts';

const COLUMNS: readonly Column<SealedEntry>[] = [
  ['incident_id', 'uuid', ({ incident }) => incident.incidentId],
  ['state', 'text', ({ incident }) => incident.state],
  ['category', 'text', ({ incident }) => incident.category],
  ['channel', 'text', ({ incident }) => incident.channel],
  ['hromada_code', 'text', ({ incident }) => incident.hromadaCode],
  ['synthetic', 'boolean', ({ incident }) => incident.synthetic],
  ['hromada_derived', 'boolean', ({ incident }) => incident.hromadaDerived],
  ['oblast_code', 'text', ({ incident }) => incident.oblastCode],
  ['starosta_district_code', 'text', ({ incident }) => incident.starostaDistrictCode],
  ['occurred_at', 'timestamptz', ({ incident }) => incident.occurredAt],
  ['received_at', 'timestamptz', ({ incident }) => incident.receivedAt],
  ['on_scene_at', 'timestamptz', ({ incident }) => incident.onSceneAt ?? null],
  ['killed', 'integer', ({ incident }) => incident.casualties.killed],
  ['injured', 'integer', ({ incident }) => incident.casualties.injured],
  ['children_killed', 'integer', ({ incident }) => incident.casualties.childrenKilled],
  ['children_injured', 'integer', ({ incident }) => incident.casualties.childrenInjured],
  ['defenders_killed', 'integer', ({ incident }) => incident.casualties.defendersKilled],
  ['defenders_injured', 'integer', ({ incident }) => incident.casualties.defendersInjured],
  ['responsible_officer_id', 'uuid', ({ incident }) => incident.responsibleOfficerId || null],
  ['source_system', 'text', ({ incident }) => incident.source?.system ?? null],
  ['external_id', 'text', ({ incident }) => incident.source?.externalId ?? null],
  ['demonstration', 'boolean', ({ incident }) => incident.demonstration],
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
  ['key_id', 'text', ({ sealed }) => sealed?.keyId ?? null],
  ['wrapped_key', 'bytea', ({ sealed }) => sealed?.wrappedKey ?? null],
  ['ciphertext', 'bytea', ({ sealed }) => sealed?.ciphertext ?? null],
  ['reporter_phone', 'bytea', ({ reporterPhone }) => reporterPhone ?? null],
  ['reporter_indexed', 'boolean', () => true],
];

const ROWS = unnested(COLUMNS);
const INSERT = prepared(`insert into incident (${ROWS.names}) select * from ${ROWS.source}`);

/** Inserts all incidents by one statement. */
export function insertIncidents(entries: readonly SealedEntry[]): Step {
  return { statement: INSERT, values: ROWS.valuesOf(entries) };
}
