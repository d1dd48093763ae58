import type { Rights } from '@safe-community/security/policy';
import type { Incident } from '../incident/incident.ts';
import type { IncidentReader, Origin } from '../incident/ports.app.ts';
import { pageOf } from '../incident/page.app.ts';
import { visibleParts, type WantedFilter } from './visible-part.app.ts';

export interface IncidentPage {
  readonly incidents: readonly Incident[];
  /** The next page begins below this id; absent on the last page. */
  readonly nextOlderThan: string | undefined;
}

/** A page of incidents, newest first, of those that the caller may see: the others are as if they were not there. */
export async function listIncidents(
  incidents: IncidentReader,
  origin: Origin,
  rights: Rights,
  filter: WantedFilter,
  olderThan: string | undefined,
  pageSize: number,
): Promise<IncidentPage> {
  const asOf = origin.now();
  const most = pageSize + 1;
  const parts = visibleParts(filter, rights).map((part) => incidents.list({ ...part, asOf }, olderThan, most));
  const { page, last } = pageOf(newest(await Promise.all(parts), most), pageSize);
  return { incidents: page, nextOlderThan: last?.incidentId };
}

/** Ids sort as receipts do. What two views show is shown once. */
function newest(parts: readonly Incident[][], most: number): Incident[] {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const found = new Map(parts.flat().map((incident) => [incident.incidentId, incident]));
  return [...found.values()].toSorted((a, b) => (a.incidentId < b.incidentId ? 1 : -1)).slice(0, most);
}
