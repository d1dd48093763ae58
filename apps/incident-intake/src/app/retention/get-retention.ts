import { notFound, type Caller } from '@safe-community/grpc-kit';
import { demandEntitled } from '../entitlement.ts';
import type { Retention, RetentionReader } from './retention-ports.ts';

/** What is due with an incident, and its holds. */
export async function getRetention(incidents: RetentionReader, caller: Caller, incidentId: string): Promise<Retention> {
  const found = await incidents.find(incidentId);
  if (found === undefined) throw notFound('incident');
  demandEntitled(caller, found.category);
  return found;
}
