import { prepared, unnested, type Column } from '@safe-community/database';
import type { Encrypted, Keyring } from '@safe-community/security/encryption';
import type { BatchStore } from '@safe-community/service-kit';
import type { Actor, Incident } from '../incident/module.ts';
import { LINK_COLUMNS, newLink, type NewLink } from '../school-links/module.ts';
import { encryptPersonal, reporterDigest } from './personal-data.store.ts';

/** An incident to store, and who reported it. */
export interface ReceivedReport {
  readonly incident: Incident;
  readonly actor: Actor;
}

/** The same with encrypted personal data, as stored. */
export interface ReportRow extends ReceivedReport {
  readonly encrypted: Encrypted | undefined;
  /** A keyed digest of the reporter's phone number. */
  readonly reporterPhone: Buffer | undefined;
  /** To the school that the report names. */
  readonly link: NewLink | undefined;
}

export type ReportStore = BatchStore<ReceivedReport, ReportRow>;

/** Reports that may wait for their commit: some seconds of work at full speed. */
const MAX_QUEUE = 10_000;

/** New reports, of calls and of imports: their commits are shared. */
export function reportStore(keyring: Keyring, longestQueue = MAX_QUEUE): ReportStore {
  return {
    toRow: ({ incident, actor }) => ({
      incident,
      actor,
      encrypted: encryptPersonal(keyring, incident),
      reporterPhone: reporterDigest(keyring, incident.personal),
      link: newLink(keyring, incident),
    }),
    insert(reports) {
      const [values, links] = [ROWS.valuesOf(reports), linksOf(reports)];
      return links.length === 0
        ? { statement: INSERT, values }
        : { statement: INSERT_WITH_LINKS, values: [...values, ...LINKS.valuesOf(links)] };
    },
    longestQueue,
  };
}

/** The columns of a new incident. */
export const INCIDENT_COLUMNS: readonly Column<ReportRow>[] = [
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
  ['killed', 'integer', ({ incident }) => incident.casualties.killed],
  ['injured', 'integer', ({ incident }) => incident.casualties.injured],
  ['children_killed', 'integer', ({ incident }) => incident.casualties.childrenKilled],
  ['children_injured', 'integer', ({ incident }) => incident.casualties.childrenInjured],
  ['defenders_killed', 'integer', ({ incident }) => incident.casualties.defendersKilled],
  ['defenders_injured', 'integer', ({ incident }) => incident.casualties.defendersInjured],
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

const ROWS = unnested(INCIDENT_COLUMNS);
const INSERT = prepared(`insert into incident (${ROWS.names}) select * from ${ROWS.source}`);

export function linksOf(reports: readonly ReportRow[]): NewLink[] {
  return reports.flatMap(({ link }) => link ?? []);
}

const LINKS = unnested(LINK_COLUMNS, INCIDENT_COLUMNS.length + 1);
// Of a batch in which a report names a school. The others keep their statement.
const INSERT_WITH_LINKS = prepared(`
  with linked as (insert into incident_school (${LINKS.names}) select * from ${LINKS.source})
  insert into incident (${ROWS.names}) select * from ${ROWS.source}`);
