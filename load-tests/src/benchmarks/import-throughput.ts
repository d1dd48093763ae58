import { randomUUID } from 'node:crypto';
import {
  IncidentIntakeServiceClient,
  type ImportIncidentsRequest,
  type ImportIncidentsResponse,
  type ImportRow,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { openClient, traceMetadata } from '@safe-community/grpc-kit';
import { floorContestant } from '../floors/contestants.ts';
import { startFloor } from '../floors/start-floor.ts';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import { sampleReport } from '../sample-report.ts';
import { sendImport } from '../send-import.ts';
import type { System } from '../system.ts';
import type { ServiceName } from '@safe-community/local-stack';
import { clockOfService } from '../system-processes.ts';

/** Rows of an import. */
export const ROWS = 5_000;
const ROUNDS = 3;
const SECONDS = 3;
/** Rows per statement of the floor: the maximum batch of the service. */
const BATCH = 250;

/** Rows per message, as the contract allows. */
const ROWS_PER_MESSAGE = 100;

/**
 * Imports of 5,000 rows, sequentially, with all features on: several rows a message, compared with rows without personal
 * data, which need no key of their own, with one row a message, and with bare inserts of as many rows by `unnest`.
 */
export async function importThroughput(system: System): Promise<Standing[]> {
  using client = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  const contestant = (rowsPerMessage: number, isPersonal = true): Contestant => ({
    name: `ImportIncidents, ${rowsPerMessage} rows a message${isPersonal ? '' : ', nothing personal'}`,
    work: (load) => workInFlight(load, () => importRows(client, rowsPerMessage, isPersonal), ROWS),
    clock: clockOfService(system.processes, 'incident-intake'),
  });
  const contestants = [contestant(ROWS_PER_MESSAGE), contestant(ROWS_PER_MESSAGE, false), contestant(1)];
  return await besideInserts(system, 'incident-intake', system.intakeOwnerUrl, contestants);
}

/** Compares imports with bare inserts of as many rows by `unnest` into the same database. */
export async function besideInserts(
  system: System,
  database: ServiceName,
  url: string,
  imports: readonly Contestant[],
): Promise<Standing[]> {
  const bare = await startFloor('inserts', { url, sessions: 1, rows: BATCH, statements: ROWS / BATCH });
  try {
    const floor = floorContestant(`insert of ${BATCH} rows`, bare, system, database);
    return await compare([...imports, floor], { inFlight: 1, seconds: SECONDS, rounds: ROUNDS });
  } finally {
    await bare.stop();
  }
}

async function importRows(
  client: IncidentIntakeServiceClient,
  rowsPerMessage: number,
  isPersonal: boolean,
): Promise<void> {
  const { added } = await sendImport<ImportIncidentsRequest, ImportIncidentsResponse>(
    (answer) => client.importIncidents(traceMetadata(), answer),
    messagesOf(rowsPerMessage, isPersonal),
  );
  if (added !== ROWS) throw new Error(`${added} of ${ROWS} rows were accepted`);
}

function* messagesOf(rowsPerMessage: number, isPersonal: boolean): Generator<ImportIncidentsRequest> {
  const source = `bench-${randomUUID()}`;
  const header = { requestId: randomUUID(), sourceSystem: source, tellRows: false };
  yield { part: { $case: 'header', value: header }, rows: [] };
  for (let first = 1; first <= ROWS; first += rowsPerMessage) {
    const length = Math.min(rowsPerMessage, ROWS + 1 - first);
    const rows = Array.from({ length }, (_, index) => rowOf(first + index, isPersonal));
    const [only] = rows;
    yield rowsPerMessage === 1 && only !== undefined
      ? { part: { $case: 'row', value: only }, rows: [] }
      : { part: undefined, rows };
  }
}

/** @param isPersonal whether it has a narrative and a reporter. */
function rowOf(number: number, isPersonal: boolean): ImportRow {
  const { report: whole } = sampleReport(number);
  const report = whole && (isPersonal ? whole : { ...whole, description: '', reporter: undefined });
  const receivedTime = new Date(Date.now() - 3_600_000);
  return {
    rowNumber: number,
    externalId: String(number),
    report,
    receivedTime,
    onSceneTime: undefined,
    course: undefined,
  };
}
