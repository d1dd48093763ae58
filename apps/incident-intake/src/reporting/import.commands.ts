import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import {
  batchWrite,
  importKey,
  importRows,
  importSourceOf,
  ROW_ANSWER,
  stream,
  type DeclaredWrite,
  type ImportSource,
  type Rpc,
  type Runtime,
} from '@safe-community/service-kit';
import type { Incident, ReceivedIncident } from '../incident/module.ts';
import type { NamedSchool } from '../school-links/module.ts';
import { IncidentImport, readHeader, readRows, type ReceivedRow } from './import.mapping.ts';
import { type ImportedRow, type RowResult } from './imported-row.ts';
import type { CourseStore, ImportedIncident } from './imported-course.store.ts';
import { eventsOf, eventsOfImported } from './report.events.ts';
import { actorOf, countReport } from './reports.commands.ts';
import type { ReportStore } from './reports.store.ts';
import { updateKnownRow, updateRow, type LaterVersion } from './row-updates.commands.ts';
import { examineRow, followCourse, takeReport, type CheckedRow, type ReportingMemory } from './take-report.adapter.ts';
import { checkTest } from './test-report.ts';

/** What imports of incidents need. */
export interface ImportStores {
  readonly memory: ReportingMemory;
  readonly keyring: Keyring;
  readonly store: ReportStore;
  readonly courses: CourseStore;
}

/**
 * Imports an export row by row; each row is accepted or rejected on its own. An unreadable message ends the import, and
 * the refusal reports the results of the rows before it. A repeated import adds nothing: the same rows get the stored
 * result. A row that was imported before and has gone on since takes the missing steps.
 */
export function importIncidents(stores: ImportStores): Rpc {
  const method = IncidentIntakeServiceService.importIncidents;
  const { memory, keyring } = stores;
  const writes = rowWrites(stores);
  return stream(method, (runtime) => async (requests, call) => {
    const parts = requests[Symbol.asyncIterator]();
    const header = await readHeader(parts);
    const source = importSourceOf(header, call);
    return importRows(runtime, method, call, {
      source,
      header: `${header.sourceSystem} ${header.tellRows}`,
      rows: readRows(parts),
      take: (row) => resultOf({ memory, keyring, writes, runtime, source, call }, row),
      account: new IncidentImport(header.tellRows),
    });
  });
}

interface AcceptedRow {
  readonly row: ImportedRow;
  readonly checked: CheckedRow;
  readonly sourceSystem: string;
}

/** The writes of a row. Their stored response is the id of the incident, which ListImportedRows reads. */
interface RowWrites {
  /** The write of a new row; it depends on whether the row has a course. */
  readonly add: (accepted: AcceptedRow) => DeclaredWrite<AcceptedRow, string>;
  /** The write of a row that was imported before, with other content. */
  readonly update: DeclaredWrite<LaterVersion, string>;
}

export function rowWrites({ memory, keyring, store, courses }: ImportStores): RowWrites {
  const plain = batchWrite(ROW_ANSWER, {
    facts: ({ row }: AcceptedRow) => memory.schools.named(row.report),
    decide: (accepted: AcceptedRow, { call, newId }, school): ReceivedIncident => ({
      incident: receivedIncident(memory, accepted, newId, school),
      actor: actorOf(call),
    }),
    batch: store,
    events: ({ incident }) => eventsOf(incident),
    about: ({ incident }) => [incident.incidentId],
    reply: ({ incident }) => incident.incidentId,
    committed: ({ incident }) => countReport(incident, 'import'),
  });
  const withCourse = batchWrite(ROW_ANSWER, {
    facts: ({ row }: AcceptedRow) => memory.schools.named(row.report),
    decide(accepted: AcceptedRow, { call, newId, now }, school): ImportedIncident & { readonly received: Incident } {
      const received = receivedIncident(memory, accepted, newId, school);
      const incident = followCourse(memory, received, accepted.row.course, newId);
      return { ...incident, received, actor: actorOf(call), recordedAt: now };
    },
    batch: courses,
    events: ({ received, changes }) => eventsOfImported(received, changes),
    about: ({ incident }) => [incident.incidentId],
    reply: ({ incident }) => incident.incidentId,
    committed: ({ incident }) => countReport(incident, 'import'),
  });
  return {
    add: ({ row }) => (row.course === undefined ? plain : withCourse),
    update: updateRow({ memory, keyring }),
  };
}

function receivedIncident(
  memory: ReportingMemory,
  { row: { externalId, onSceneAt }, checked, sourceSystem }: AcceptedRow,
  newId: (at?: Date) => string,
  school: NamedSchool | undefined,
): Incident {
  const { receivedAt } = checked;
  const receipt = {
    incidentId: newId(receivedAt),
    receivedAt,
    ...(onSceneAt === undefined ? {} : { onSceneAt }),
    source: { system: sourceSystem, externalId },
  };
  return takeReport(memory, checked, receipt, school);
}

export interface Import {
  readonly memory: ReportingMemory;
  readonly keyring: Keyring;
  readonly writes: RowWrites;
  readonly runtime: Runtime;
  readonly source: ImportSource;
  readonly call: CallContext;
}

/** Throws only for faults; an invalid row is a result. */
export async function resultOf(
  { memory, keyring, writes: { add, update }, runtime, source, call }: Import,
  { digest, row }: ReceivedRow,
): Promise<RowResult> {
  if ('violations' in row) return { outcome: 'refused', violations: row.violations };
  const notGranted = checkTest(row.value.report, call.caller);
  if (notGranted.length > 0) return { outcome: 'refused', violations: notGranted };
  const checked = examineRow(memory, row.value, runtime.clock.now());
  if ('violations' in checked) return { outcome: 'refused', violations: checked.violations };
  const { sourceSystem, by } = source;
  const key = importKey(sourceSystem, row.value.externalId, digest, by);
  const command = { row: row.value, checked: checked.value, sourceSystem };
  try {
    const { response: incidentId, repeated } = await add(command).write(runtime, key, command, call);
    return { outcome: repeated ? 'known' : 'added', incidentId };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'already-exists') throw error;
    return updateKnownRow({ update, keyring, runtime, source, call }, command, digest);
  }
}
