import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import {
  given,
  importKey,
  importRows,
  importSourceOf,
  ROW_ANSWER,
  stream,
  type Asked,
  type Bound,
  type ImportSource,
} from '@safe-community/service-kit';
import { isTest } from '@safe-community/telemetry';
import type { Incident, ReceivedIncident } from '../incident/module.ts';
import type { NamedSchool } from '../school-links/module.ts';
import { IncidentImport, readHeader, readRows, type ReceivedRow } from './import.mapping.ts';
import { type ImportedRow, type RowResult } from './imported-row.ts';
import type { CourseStore, ImportedIncident } from './imported-course.store.ts';
import { eventsOf, eventsOfImported } from './report.events.ts';
import { actorOf, countReport } from './reports.commands.ts';
import type { ReportStore } from './reports.store.ts';
import { updateKnownRow } from './row-updates.commands.ts';
import { examineRow, followCourse, takeReport, type CheckedRow, type ReportingMemory } from './take-report.ts';
import { checkTest } from './test-report.ts';

/** What imports of incidents need. */
export interface ImportStores {
  readonly memory: ReportingMemory;
  readonly keyring: Keyring;
  readonly store: ReportStore;
  readonly courses: CourseStore;
}

interface AcceptedRow {
  readonly row: ImportedRow;
  readonly checked: CheckedRow;
  readonly sourceSystem: string;
}

const { command } = given<ImportStores>();

/** Adds a row without a course. The stored response to each row is the id of the incident, which ListImportedRows reads. */
const addRow = command(ROW_ANSWER, {
  gather: namedSchool,
  decide: ({ command: accepted, gathered: school, newId, call, deps: { memory } }): ReceivedIncident => ({
    incident: receivedIncident(memory, accepted, newId, school),
    actor: actorOf(call),
  }),
  batch: ({ deps: { store } }) => store,
  events: ({ saved }) => eventsOf(saved),
  subjects: ({ saved: { incident } }) => [incident.incidentId],
  reply: ({ saved: { incident } }) => incident.incidentId,
  remember: ({ saved: { incident } }) => countReport(incident, 'import'),
});

const addWithCourse = command(ROW_ANSWER, {
  gather: namedSchool,
  decide({ command: accepted, gathered: school, now, newId, call, deps: { memory } }): ReceivedCourse {
    const received = receivedIncident(memory, accepted, newId, school);
    const incident = followCourse(memory, received, accepted.row.course, newId);
    return { ...incident, received, actor: actorOf(call), recordedAt: now };
  },
  batch: ({ deps: { courses } }) => courses,
  events: ({ saved: { received, actor, changes } }) => eventsOfImported({ incident: received, actor }, changes),
  subjects: ({ saved: { incident } }) => [incident.incidentId],
  reply: ({ saved: { incident } }) => incident.incidentId,
  remember: ({ saved: { incident } }) => countReport(incident, 'import'),
});

interface ReceivedCourse extends ImportedIncident {
  readonly received: Incident;
}

function namedSchool({ command: { row }, deps: { memory } }: Asked<AcceptedRow, ImportStores>) {
  return memory.schools.named(row.report);
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
    isTest: isTest(),
    ...(onSceneAt === undefined ? {} : { onSceneAt }),
    source: { system: sourceSystem, externalId },
  };
  return takeReport(memory, checked, receipt, school);
}

interface Import {
  readonly bound: Bound<ImportStores>;
  readonly source: ImportSource;
  readonly call: CallContext;
}

/** Throws only for faults; an invalid row is a result. */
export async function resultOf({ bound, source, call }: Import, { digest, row }: ReceivedRow): Promise<RowResult> {
  if ('violations' in row) return { outcome: 'refused', violations: row.violations };
  const notGranted = checkTest(row.value.report, call.caller);
  if (notGranted.length > 0) return { outcome: 'refused', violations: notGranted };
  const checked = examineRow(bound.deps.memory, row.value, bound.clock.now());
  if ('violations' in checked) return { outcome: 'refused', violations: checked.violations };
  const { sourceSystem, by } = source;
  const key = importKey(sourceSystem, row.value.externalId, digest, by);
  const accepted = { row: row.value, checked: checked.value, sourceSystem };
  const add = row.value.course === undefined ? addRow : addWithCourse;
  try {
    const { response: incidentId, repeated } = await add.write(bound, key, accepted, call);
    return { outcome: repeated ? 'known' : 'added', incidentId };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'already-exists') throw error;
    return updateKnownRow({ bound, source, call }, accepted, digest);
  }
}

const { importIncidents: method } = IncidentIntakeServiceService;

/**
 * Imports an export row by row; each row is accepted or rejected on its own. An unreadable message ends the import, and
 * the refusal reports the results of the rows before it. A repeated import adds nothing: the same rows get the stored
 * result. A row that was imported before and has gone on since takes the missing steps.
 */
export const importIncidents = stream(method, (bound: Bound<ImportStores>) => async (requests, call) => {
  const parts = requests[Symbol.asyncIterator]();
  const header = await readHeader(parts);
  const source = importSourceOf(header, call);
  return importRows(bound, method, call, {
    source,
    header: `${header.sourceSystem} ${header.tellRows}`,
    rows: readRows(parts),
    take: (row) => resultOf({ bound, source, call }, row),
    account: new IncidentImport(header.tellRows),
  });
});
