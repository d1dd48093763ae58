import { notFound } from '@safe-community/domain-kit';
import { readSensitive, type ReadOrder, type ReadPorts } from '../incident/sensitive-reads.app.ts';
import type { Retention, RetentionReader } from './retention-ports.app.ts';

/** What is due with an incident, and its holds; of a sensitive one only after the read was recorded. */
export async function getRetention(ports: ReadPorts, incidents: RetentionReader, order: ReadOrder): Promise<Retention> {
  const found = await incidents.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  await readSensitive(ports, order, found);
  return found;
}
