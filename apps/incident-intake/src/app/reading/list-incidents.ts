import type { Caller } from '@safe-community/grpc-kit';
import type { Incident } from '../../domain/incident.ts';
import { READ_SENSITIVE } from '../entitlement.ts';
import type { IncidentFilter, IncidentReader, Origin } from '../ports.ts';
import { pageOf } from '../page.ts';

export interface IncidentPage {
  readonly incidents: readonly Incident[];
  /** The next page begins below this id; absent on the last page. */
  readonly nextOlderThan: string | undefined;
}

/** A page of incidents, newest first; sensitive ones only for those entitled. */
export async function listIncidents(
  incidents: IncidentReader,
  origin: Origin,
  caller: Caller,
  filter: Omit<IncidentFilter, 'sensitive' | 'asOf'>,
  olderThan: string | undefined,
  pageSize: number,
): Promise<IncidentPage> {
  const sensitive = caller.scopes.has(READ_SENSITIVE);
  const found = await incidents.list({ ...filter, sensitive, asOf: origin.now() }, olderThan, pageSize + 1);
  const { page, last } = pageOf(found, pageSize);
  return { incidents: page, nextOlderThan: last?.incidentId };
}
