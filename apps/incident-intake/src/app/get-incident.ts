import { notFound, Refusal, type Caller } from '@safe-community/grpc-kit';
import { isSensitive } from '../domain/category.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentReader } from './ports.ts';

export const READ_SENSITIVE = 'incidents.read-sensitive';

/** One incident with all that the caller is entitled to. */
export async function getIncident(incidents: IncidentReader, caller: Caller, incidentId: string): Promise<Incident> {
  const found = await incidents.find(incidentId);
  if (found === undefined) throw notFound('incident');
  if (isSensitive(found.category) && !caller.scopes.has(READ_SENSITIVE)) {
    throw new Refusal('permission-denied', `the incident is a sensitive one: ${READ_SENSITIVE} is needed`, {
      reason: 'SCOPE_MISSING',
    });
  }
  return found.open();
}
