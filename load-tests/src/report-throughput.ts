import {
  IncidentIntakeServiceClient,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { openBareTable } from './bare-insert.ts';
import { startEcho } from './echo.ts';
import { keepInFlight, median, middleOf, type Measured } from './in-flight.ts';
import { sampleReport } from './sample-report.ts';
import type { System } from './system.ts';

const ROUNDS = 5;
const SECONDS = 3;
const IN_FLIGHT = [1, 64, 256];
/** The server has 200 for all. */
const MOST_SESSIONS = 100;

export interface ThroughputRow {
  readonly inFlight: number;
  readonly echo: Measured;
  readonly report: Measured;
  /** A bare insert of one row by one transaction, as many at a time (of sessions at most 100). */
  readonly insert: Measured;
  /** Median over the rounds of report ÷ echo, calls per second. */
  readonly ratio: number;
  /** The same of report ÷ bare insert. */
  readonly insertRatio: number;
}

type Round = Pick<ThroughputRow, 'echo' | 'report' | 'insert'>;

/** ReportIncident with everything on beside a bare echo and a bare insert, in turns, so that all see the same noise. */
export async function reportThroughput(system: System, say: (line: string) => void): Promise<ThroughputRow[]> {
  const echo = await startEcho(system.serverTls, system.credentials);
  const client = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  let number = 0;
  const bytes = Buffer.from(ReportIncidentRequest.encode(sampleReport(0)).finish());
  const send = (): Promise<unknown> =>
    callUnary('ReportIncident', client.reportIncident.bind(client), sampleReport((number += 1)), 10_000);
  const measure = async (inFlight: number): Promise<ThroughputRow> => {
    const table = await openBareTable(system.intakeOwnerUrl, Math.min(inFlight, MOST_SESSIONS));
    try {
      await keepInFlight(inFlight, 1, () => table.insertOne());
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        rounds.push({
          echo: await keepInFlight(inFlight, SECONDS, () => echo.call(bytes)),
          report: await keepInFlight(inFlight, SECONDS, send),
          insert: await keepInFlight(inFlight, SECONDS, () => table.insertOne()),
        });
      }
      return summary(inFlight, rounds);
    } finally {
      await table.stop();
    }
  };
  try {
    await keepInFlight(64, 2, send);
    await keepInFlight(64, 2, () => echo.call(bytes));
    const rows: ThroughputRow[] = [];
    for (const inFlight of IN_FLIGHT) {
      say(`${inFlight} in flight: ${ROUNDS} rounds of ${SECONDS} s each, echo, reports and inserts in turns …`);
      rows.push(await measure(inFlight));
    }
    return rows;
  } finally {
    client.close();
    echo.stop();
  }
}

function summary(inFlight: number, rounds: readonly Round[]): ThroughputRow {
  return {
    inFlight,
    echo: middleOf(rounds.map(({ echo }) => echo)),
    report: middleOf(rounds.map(({ report }) => report)),
    insert: middleOf(rounds.map(({ insert }) => insert)),
    ratio: median(rounds.map(({ echo, report }) => report.perSecond / echo.perSecond)),
    insertRatio: median(rounds.map(({ insert, report }) => report.perSecond / insert.perSecond)),
  };
}
