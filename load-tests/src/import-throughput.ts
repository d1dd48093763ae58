import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  ImportIncidentsRequest,
  IncidentIntakeServiceClient,
  type ImportIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { openClient, traceMetadata } from '@safe-community/grpc-kit';
import { openBareTable } from './bare-insert.ts';
import { median } from './in-flight.ts';
import { sampleReport } from './sample-report.ts';
import type { System } from './system.ts';

const ROWS = 5_000;
const ROUNDS = 3;
/** Rows of one statement of the floor: as a group of the service at most. */
const BATCH = 256;

export interface ImportThroughput {
  readonly rows: number;
  /** Rows per second, medians over the rounds. */
  readonly imported: number;
  readonly bare: number;
  /** Median over the rounds of import ÷ bare insert. */
  readonly ratio: number;
}

/** ImportIncidents with everything on beside a bare insert of as many rows, in turns. */
export async function importThroughput(system: System): Promise<ImportThroughput> {
  const client = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  const table = await openBareTable(system.intakeOwnerUrl, 1);
  try {
    const rounds: { imported: number; bare: number }[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const bare = await perSecond(async () => {
        for (let sent = 0; sent < ROWS; sent += BATCH) await table.insertMany(Math.min(BATCH, ROWS - sent));
      });
      const imported = await perSecond(() => importRows(client));
      // The first one warms both up.
      if (round > 0) rounds.push({ imported, bare });
    }
    return {
      rows: ROWS,
      imported: median(rounds.map(({ imported }) => imported)),
      bare: median(rounds.map(({ bare }) => bare)),
      ratio: median(rounds.map(({ imported, bare }) => imported / bare)),
    };
  } finally {
    client.close();
    await table.stop();
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return ROWS / ((performance.now() - began) / 1_000);
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
  if (added !== ROWS) throw new Error(`${added} of ${ROWS} rows were taken`);
}
