import { rows, type Database } from '@safe-community/database';
import type { Seen } from './access.adapter.ts';
import type { Category } from '../catalogue/module.ts';

/** The columns that decide who may see an incident. */
export const SEEN_COLUMNS = 'incident.category, incident.oblast_code, incident.hromada_code';

export interface SeenColumns {
  readonly category: Category;
  readonly oblast_code: string;
  readonly hromada_code: string;
}

export function seenOf({ category, oblast_code: oblastCode, hromada_code: hromadaCode }: SeenColumns): Seen {
  return { category, oblastCode, hromadaCode };
}

/** The facts that decide who may see an incident. */
export async function findSeen(database: Database, incidentId: string): Promise<Seen | undefined> {
  const [found] = await rows<SeenColumns>(
    database.em.fork(),
    `select ${SEEN_COLUMNS} from incident where incident_id = $1`,
    [incidentId],
  );
  return found && seenOf(found);
}
