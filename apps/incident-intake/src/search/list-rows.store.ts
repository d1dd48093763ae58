import { rows, type EntityManager } from '@safe-community/database';
import type { IncidentFilter } from '../incident/ports.app.ts';
import type { IncidentRow } from './incident-columns.store.ts';
import { searchOf } from './list-search.store.ts';
import { listStatement } from './list-statement.store.ts';
import { stretchesBack } from './stretches.store.ts';

/** Newest first; goes back in time until there are as many as asked for. */
export async function listRows(
  em: EntityManager,
  filter: IncidentFilter,
  olderThan: string | undefined,
  most: number,
): Promise<IncidentRow[]> {
  const search = searchOf(filter);
  const found: IncidentRow[] = [];
  if (search === undefined) return found;
  for (const stretch of stretchesBack(filter.receivedFrom, filter.receivedTo, olderThan, filter.asOf)) {
    const { sql, values } = listStatement(filter, search, stretch, most - found.length);
    found.push(...(await rows<IncidentRow>(em, sql, values)));
    if (found.length === most) break;
  }
  return found;
}
