import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  ImportIncidentsRequest,
  IncidentIntakeServiceClient,
  type ImportIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { openClient, traceMetadata } from '@safe-community/grpc-kit';
import { floorContestant } from '../floors/contestants.ts';
import { startFloor } from '../floors/start-floor.ts';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import { sampleReport } from '../sample-report.ts';
import type { System } from '../system.ts';
import { clockOfService } from '../system-processes.ts';

const ROWS = 5_000;
const ROUNDS = 3;
const SECONDS = 3;
/** Rows per statement of the floor: the maximum batch of the service. */
const BATCH = 250;

/**
 * Imports of 5,000 rows, sequentially, with all features on, compared with bare inserts of as many rows by `unnest`.
 */
export async function importThroughput(system: System): Promise<Standing[]> {
  const client = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  const options = { url: system.intakeOwnerUrl, sessions: 1, rows: BATCH, statements: ROWS / BATCH };
  const bare = await startFloor('inserts', options);
  const imports: Contestant = {
    name: 'ImportIncidents, rows',
    work: (load) => workInFlight(load, () => importRows(client), ROWS),
    clock: clockOfService(system.processes, 'incident-intake'),
  };
  try {
    const floor = floorContestant(`insert of ${BATCH} rows`, bare, system, 'incident-intake');
    return await compare([imports, floor], { inFlight: 1, seconds: SECONDS, rounds: ROUNDS });
  } finally {
    client.close();
    await bare.stop();
  }
}

async function importRows(client: IncidentIntakeServiceClient): Promise<void> {
  let answer: (response: ImportIncidentsResponse) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const answered = new Promise<ImportIncidentsResponse>((resolve, reject) => {
    [answer, fail] = [resolve, reject];
  });
  const call = client.importIncidents(traceMetadata(), (error, response) => (error ? fail(error) : answer(response)));
  const source = `bench-${randomUUID()}`;
  const header = { requestId: randomUUID(), sourceSystem: source, tellRows: false };
  call.write({ part: { $case: 'header', value: header } });
  const receivedTime = new Date(Date.now() - 3_600_000);
  for (let number = 1; number <= ROWS; number += 1) {
    const { report } = sampleReport(number);
    const row = { rowNumber: number, externalId: String(number), report, receivedTime, onSceneTime: undefined };
    const isTaken = call.write(ImportIncidentsRequest.fromPartial({ part: { $case: 'row', value: row } }));
    if (!isTaken) await once(call, 'drain');
  }
  call.end();
  const { added } = await answered;
  if (added !== ROWS) throw new Error(`${added} of ${ROWS} rows were accepted`);
}
