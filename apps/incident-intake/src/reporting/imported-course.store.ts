import { prepared } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { BatchStore } from '@safe-community/service-kit';
import {
  courseIncidents,
  newHistory,
  newResponders,
  type Incident,
  type NewEntry,
  type NewResponder,
  type ReceivedIncident,
} from '../incident/module.ts';
import { newLinks } from '../school-links/module.ts';
import type { ImportedChange } from './imported-course.ts';
import { linksOf, reportStore, type ReportRow } from './reports.store.ts';

/** An imported incident with its course: its final state, and the changes that led to it. */
export interface ImportedIncident extends ReceivedIncident {
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

function ofIncident({ incidentId, responders }: Incident): NewResponder[] {
  return responders.map((responder) => ({ ...responder, incidentId }));
}

function entriesOf({ changes, recordedAt, actor }: ImportedRow): NewEntry[] {
  return changes.map((each) => ({ ...each, recordedAt, actor }));
}

const INCIDENTS = courseIncidents();
const RESPONDERS = newResponders(INCIDENTS.next);
const HISTORY = newHistory(RESPONDERS.next);
const LINKS = newLinks(HISTORY.next);
const INSERT = prepared(`
  with sent as (${RESPONDERS.insert}),
    course as (${HISTORY.insert}),
    linked as (${LINKS.insert})
  ${INCIDENTS.insert}`);
