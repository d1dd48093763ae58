import { rows, type EntityManager } from '@safe-community/database';

/** The incident into which this one was merged; undefined if it was not merged or does not exist. */
export async function primaryOf(tx: EntityManager, incidentId: string): Promise<string | undefined> {
  const [row] = await rows<{ merged_into: string | null }>(
    tx,
    'select merged_into from incident where incident_id = $1',
    [incidentId],
  );
  return row?.merged_into ?? undefined;
}

/** How many incidents were merged into this one. */
export async function countDuplicates(tx: EntityManager, incidentId: string): Promise<number> {
  const [row] = await rows<{ count: number }>(
    tx,
    'select count(*)::int as count from incident where merged_into = $1',
    [incidentId],
  );
  return row?.count ?? 0;
}
