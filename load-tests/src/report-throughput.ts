import {
  IncidentIntakeServiceClient,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { startEcho } from './echo.ts';
import { keepInFlight, median, type Measured } from './in-flight.ts';
import { sampleReport } from './sample-report.ts';
import type { System } from './system.ts';

const ROUNDS = 5;
const SECONDS = 3;
const IN_FLIGHT = [1, 64, 256];

export interface ThroughputRow {
  readonly inFlight: number;
  readonly echo: Measured;
  readonly report: Measured;
  /** Median over the rounds of report ÷ echo, calls per second. */
  readonly ratio: number;
}

/** ReportIncident with everything on beside the bare echo, in turns, so that both see the same noise. */
export async function reportThroughput(system: System, say: (line: string) => void): Promise<ThroughputRow[]> {
  const echo = await startEcho(system.serverTls, system.credentials);
  const client = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  let number = 0;
  const bytes = Buffer.from(ReportIncidentRequest.encode(sampleReport(0)).finish());
  const send = (): Promise<unknown> =>
    callUnary('ReportIncident', client.reportIncident.bind(client), sampleReport((number += 1)), 10_000);
  try {
    await keepInFlight(64, 2, send);
    await keepInFlight(64, 2, () => echo.call(bytes));
    const rows: ThroughputRow[] = [];
    for (const inFlight of IN_FLIGHT) {
      say(`${inFlight} in flight: ${ROUNDS} rounds of ${SECONDS} s each, echo and reports in turns …`);
      const rounds: { echo: Measured; report: Measured }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        rounds.push({
          echo: await keepInFlight(inFlight, SECONDS, () => echo.call(bytes)),
          report: await keepInFlight(inFlight, SECONDS, send),
        });
      }
      rows.push(summary(inFlight, rounds));
    }
    return rows;
  } finally {
    client.close();
    echo.stop();
  }
}

function summary(inFlight: number, rounds: readonly { echo: Measured; report: Measured }[]): ThroughputRow {
  return {
    inFlight,
    echo: middle(rounds.map(({ echo }) => echo)),
    report: middle(rounds.map(({ report }) => report)),
    ratio: median(rounds.map(({ echo, report }) => report.perSecond / echo.perSecond)),
  };
}

function middle(rounds: readonly Measured[]): Measured {
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
  };
}
