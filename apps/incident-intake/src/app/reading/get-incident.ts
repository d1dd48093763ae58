import { notFound } from '@safe-community/grpc-kit';
import type { Incident } from '../../domain/incident.ts';
import type { IncidentReader } from '../ports.ts';
import { readSensitive, type ReadOrder, type ReadPorts } from './sensitive-reads.ts';

/** One incident with all that the caller is entitled to. */
export async function getIncident(incidents: IncidentReader, ports: ReadPorts, order: ReadOrder): Promise<Incident> {
  const found = await incidents.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  await readSensitive(ports, order, found.category);
  return found.open();
}
