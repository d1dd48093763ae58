import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  GetIncidentRequest,
  IncidentIntakeServiceClient,
  IncidentIntakeServiceService,
  ListIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  GetScorecardRequest,
  StatisticsServiceService,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { openBareClient } from '../floors/bare-client.ts';
import { echoContestant } from '../floors/contestants.ts';
import { startEcho } from '../floors/echo.ts';
import { compare, type Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import { printStandings } from '../frame/print-standings.ts';
import type { ServiceName } from '@safe-community/local-stack';
import { clockOfService } from '../system-processes.ts';
import type { System } from '../system.ts';

const ROUNDS = 5;
const SECONDS = 2;
const IN_FLIGHT = [1, 64];

export interface Read {
  readonly name: string;
  readonly service: ServiceName;
  readonly address: string;
  readonly path: string;
  /** Bytes of a different request each time. */
  readonly request: () => Uint8Array;
  /** Default: 1 and 64. */
  readonly inFlight?: readonly number[];
}

export function scorecard(system: System): Promise<Standing[]> {
  const bytes = GetScorecardRequest.encode(GetScorecardRequest.fromPartial({})).finish();
  return besideEcho(system, {
    name: 'GetScorecard',
    service: 'statistics',
    address: system.addresses.statistics,
    path: StatisticsServiceService.getScorecard.path,
    request: () => bytes,
  });
}

/** A different incident each time; none of a sensitive category. */
export async function getIncident(system: System): Promise<Standing[]> {
  const ids = await someIncidentIds(system);
  return besideEcho(system, {
    name: 'GetIncident',
    service: 'incident-intake',
    address: system.addresses.incidentIntake,
    path: IncidentIntakeServiceService.getIncident.path,
    request: inTurn(ids.map((incidentId) => GetIncidentRequest.encode({ incidentId, reason: '' }).finish())),
  });
}

/** Ids of a few hundred incidents that every reader may see. */
async function someIncidentIds({ addresses, credentials }: System): Promise<string[]> {
  using client = openClient(IncidentIntakeServiceClient, addresses.incidentIntake, credentials);
  const request = ListIncidentsRequest.fromPartial({ category: IncidentCategory.PUBLIC_ORDER, pageSize: 500 });
  const { incidents } = await callUnary('ListIncidents', client.listIncidents.bind(client), request, 10_000);
  return incidents.map(({ incidentId }) => incidentId);
}

/**
 * The read compared with an echo of equal response size.
 *
 * @param system with the processes that it uses
 */
export async function besideEcho(system: System, read: Read): Promise<Standing[]> {
  const client = openBareClient(read.address, system.credentials, read.path);
  const answer = await client.call(read.request());
  const echo = await startEcho(system.serverTls, system.credentials, answer.length);
  const subject = {
    name: read.name,
    work: (load: { inFlight: number; seconds: number }) => workInFlight(load, () => client.call(read.request())),
    clock: clockOfService(system.processes, read.service),
  };
  try {
    const standings: Standing[] = [];
    for (const inFlight of read.inFlight ?? IN_FLIGHT) {
      const contestants = [subject, echoContestant(echo, read.request)];
      standings.push(...(await compare(contestants, { inFlight, seconds: SECONDS, rounds: ROUNDS })));
    }
    return standings;
  } finally {
    client.close();
    echo.stop();
  }
}

/** The ratio that counts: throughput ÷ that of the echo with many calls in flight. */
export function printReads(standings: readonly Standing[]): void {
  printStandings(standings);
  const inFlight = Math.max(...standings.map((one) => one.inFlight));
  const [read, echo] = standings.filter((one) => one.inFlight === inFlight);
  console.log(`${inFlight} in flight: ${read?.name} ÷ echo of the same size = ${echo?.ratio.toFixed(2)}`);
}

/** A different request each time. */
export function inTurn(all: readonly Uint8Array[]): () => Uint8Array {
  let next = 0;
  return () => {
    const bytes = all[(next += 1) % all.length];
    if (bytes === undefined) throw new Error('no requests to send');
    return bytes;
  };
}
