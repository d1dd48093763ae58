import {
  IncidentIntakeServiceClient,
  ListIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { System } from '../system/system.ts';

const PAGE = 500;

/** Ids of the open unrouted incidents, as a duty office lists them. */
export async function unroutedList(system: System, receivedFrom: Date): Promise<string[]> {
  using intake = openClient(IncidentIntakeServiceClient, system.intake.address, system.credentials);
  const list = intake.listIncidents.bind(intake);
  const ids: string[] = [];
  let pageToken = '';
  do {
    const request = ListIncidentsRequest.fromPartial({ pageSize: PAGE, pageToken, receivedFrom, unroutedOnly: true });
    const { incidents, nextPageToken } = await callUnary('ListIncidents', list, request, 10_000);
    ids.push(...incidents.map(({ incidentId }) => incidentId));
    pageToken = nextPageToken;
  } while (pageToken !== '');
  return ids;
}
