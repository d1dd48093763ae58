import { rows, type Database, type EntityManager } from '@safe-community/database';
import type { Seen } from './access.adapter.ts';
import type { Category } from '../catalogue/module.ts';
import type { Point } from './place.ts';

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

/** Who may see an incident, and its point; undefined of a sensitive one, whose point is encrypted. */
export async function findPlace(
  em: EntityManager,
  incidentId: string,
): Promise<(Seen & { readonly point: Point | undefined }) | undefined> {
  const [row] = await rows<SeenColumns & { latitude: number | null; longitude: number | null }>(
    em,
    `select ${SEEN_COLUMNS}, latitude, longitude from incident where incident_id = $1`,
    [incidentId],
  );
  if (row === undefined) return undefined;
  const { latitude, longitude } = row;
  return { ...seenOf(row), point: latitude === null || longitude === null ? undefined : { latitude, longitude } };
}
