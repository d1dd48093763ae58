import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  IncidentIntakeServiceClient,
  ListIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { System } from './system.ts';

/** Ids of a few hundred incidents that every reader may see. */
export async function someIncidentIds({ addresses, credentials }: System): Promise<string[]> {
  const client = openClient(IncidentIntakeServiceClient, addresses.incidentIntake, credentials);
  try {
    const request = ListIncidentsRequest.fromPartial({ category: IncidentCategory.PUBLIC_ORDER, pageSize: 500 });
    const { incidents } = await callUnary('ListIncidents', client.listIncidents.bind(client), request, 10_000);
    return incidents.map(({ incidentId }) => incidentId);
  } finally {
    client.close();
  }
}
