import { prepared, unnested, type Column } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { BatchStore } from '@safe-community/service-kit';
import { isPublicChange, type Actor, type Incident, type Responder } from '../incident/module.ts';
import { LINK_COLUMNS } from '../school-links/module.ts';
import type { ImportedChange } from './imported-course.ts';
import { INCIDENT_COLUMNS, linksOf, reportStore, type ReceivedReport, type ReportRow } from './reports.store.ts';

/** An imported incident with its course: its final state, and the changes that led to it. */
export interface ImportedIncident extends ReceivedReport {
  readonly changes: readonly ImportedChange[];
  /** When the import recorded them. */
  readonly recordedAt: Date;
}

interface ImportedRow extends ReportRow {
  readonly changes: readonly ImportedChange[];
  readonly recordedAt: Date;
}

export type CourseStore = BatchStore<ImportedIncident, ImportedRow>;

/**
 * Imported incidents with responders and history, all rows of a batch by one statement. Apart from the store of reports,
 * whose statement is on the hot path.
 */
export function courseStore(keyring: Keyring, longestQueue?: number): CourseStore {
  const reports = reportStore(keyring, longestQueue);
  return {
    toRow: (imported) => ({ ...reports.toRow(imported), changes: imported.changes, recordedAt: imported.recordedAt }),
    insert: (incidents) => ({
      statement: INSERT,
      values: [
        ...INCIDENTS.valuesOf(incidents),
        ...RESPONDERS.valuesOf(incidents.flatMap(({ incident }) => ofIncident(incident))),
        ...HISTORY.valuesOf(incidents.flatMap(entriesOf)),
        ...LINKS.valuesOf(linksOf(incidents)),
      ],
    }),
    longestQueue: reports.longestQueue,
  };
}

type SentResponder = Responder & { readonly incidentId: string };

function ofIncident({ incidentId, responders }: Incident): SentResponder[] {
  return responders.map((responder) => ({ ...responder, incidentId }));
}

interface HistoryEntry extends ImportedChange {
  readonly recordedAt: Date;
  readonly actor: Actor;
}

function entriesOf({ changes, recordedAt, actor }: ImportedRow): HistoryEntry[] {
  return changes.map((each) => ({ ...each, recordedAt, actor }));
}

const RESPONDER_COLUMNS: readonly Column<SentResponder>[] = [
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

const HISTORY_COLUMNS: readonly Column<HistoryEntry>[] = [
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

const INCIDENTS = unnested<ReportRow>([
  ...INCIDENT_COLUMNS,
  ['version', 'integer', ({ incident }) => incident.version],
]);
const RESPONDERS = unnested(RESPONDER_COLUMNS, INCIDENT_COLUMNS.length + 2);
const HISTORY = unnested(HISTORY_COLUMNS, INCIDENT_COLUMNS.length + 2 + RESPONDER_COLUMNS.length);
const LINKS = unnested(LINK_COLUMNS, INCIDENT_COLUMNS.length + 2 + RESPONDER_COLUMNS.length + HISTORY_COLUMNS.length);
const INSERT = prepared(`
  with sent as (
      insert into responder (${RESPONDERS.names})
      select incident_id, responder_id, kind, unit, home_hromada_code, dispatched_at, en_route_at, on_scene_at, left_at,
        cancelled_at, string_to_array(officer_ids, ',')::uuid[]
      from ${RESPONDERS.source} as given (${RESPONDERS.names})
    ),
    course as (insert into case_history (${HISTORY.names}) select * from ${HISTORY.source}),
    linked as (insert into incident_school (${LINKS.names}) select * from ${LINKS.source})
  insert into incident (${INCIDENTS.names}) select * from ${INCIDENTS.source}`);
