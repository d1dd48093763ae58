import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  IncidentIntakeServiceClient,
  ListIncidentsRequest,
  ListIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { openDatabase, rows } from '@safe-community/database';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { writeAccessFiles } from '@safe-community/testkit/access-files';
import { startEcho } from '../floors/echo.ts';
import { fillIncidents } from '../fill-incidents.ts';
import { keepInFlight, type Measured } from '../frame/in-flight.ts';
import { LIST_KINDS, samplePlaces } from '../list-kinds.ts';
import { startReplica } from '../replica.ts';
import type { System } from '../system.ts';

const SECONDS = 3;
/** One per core that this machine has for the service and its database. */
const IN_FLIGHT = 2;

export interface ListRow {
  readonly list: string;
  readonly measured: Measured;
}

/**
 * ListIncidents by each kind of filter among `size` incidents, for a caller who may see everything and one who may not
 * see sensitive incidents. Floors of the same run: an echo of the same page, and the newest rows by primary key.
 */
export async function measureLists(system: System, size: number, say: (line: string) => void): Promise<ListRow[]> {
  const database = openDatabase({ url: system.intakeOwnerUrl, entities: [], migrations: [] });
  const echo = await startEcho(system.serverTls, system.credentials);
  const narrow = await startNarrow(system);
  const clients = {
    'all scopes': openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials),
    'no sensitive': openClient(IncidentIntakeServiceClient, narrow.address, system.credentials),
  };
  const list = (client: IncidentIntakeServiceClient, request: Partial<ListIncidentsRequest>) =>
    callUnary('List', client.listIncidents.bind(client), ListIncidentsRequest.fromPartial(request), 20_000);
  try {
    say(`filling ${size} incidents …`);
    await fillIncidents(system.intakeOwnerUrl, size, say);
    const places = await samplePlaces(database);
    const page = ListIncidentsResponse.encode(await list(clients['all scopes'], {})).finish();
    const primaryKey = () => rows(database.em.fork(), 'select * from incident order by incident_id desc limit 51');
    const measured: ListRow[] = [
      { list: 'floor: echo of a page', measured: await measure(() => echo.call(page)) },
      { list: 'floor: page of the primary key', measured: await measure(primaryKey) },
    ];
    for (const [kind, requestOf] of LIST_KINDS) {
      for (const [who, client] of Object.entries(clients)) {
        const request = (): Promise<unknown> => list(client, requestOf(places));
        measured.push({ list: `${kind}, ${who}`, measured: await measure(request) });
      }
    }
    return measured;
  } finally {
    for (const client of Object.values(clients)) client.close();
    await narrow.stop();
    echo.stop();
    await database.close();
  }
}

async function measure(call: () => Promise<unknown>): Promise<Measured> {
  await keepInFlight(IN_FLIGHT, 0.5, call);
  return keepInFlight(IN_FLIGHT, SECONDS, call);
}

/** A replica at which the client has access to ordinary incidents only; at the system's own it has all roles. */
function startNarrow(system: System) {
  const narrow = join(system.home, 'narrow');
  mkdirSync(narrow, { recursive: true, mode: 0o700 });
  const access = writeAccessFiles(narrow, { client: { scopes: ['incidents.read'], categories: 'ordinary' } });
  return startReplica(system, 'incident-intake', { ...access });
}
