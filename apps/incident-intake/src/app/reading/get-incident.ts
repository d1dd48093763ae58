import { notFound, type Caller } from '@safe-community/grpc-kit';
import type { Incident } from '../../domain/incident.ts';
import { demandEntitled } from '../entitlement.ts';
import type { IncidentReader } from '../ports.ts';

/** One incident with all that the caller is entitled to. */
export async function getIncident(incidents: IncidentReader, caller: Caller, incidentId: string): Promise<Incident> {
  const found = await incidents.find(incidentId);
  if (found === undefined) throw notFound('incident');
  demandEntitled(caller, found.category);
  return found.open();
}
