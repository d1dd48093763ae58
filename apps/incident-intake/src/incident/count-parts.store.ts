import { rows, type EntityManager } from '@safe-community/database';

/** The number of rows of an incident in a table. */
export async function countParts(
  em: EntityManager,
  table: 'legal_hold' | 'outcome' | 'incident',
  incidentId: string,
  column: 'incident_id' | 'merged_into' = 'incident_id',
): Promise<number> {
  const [row] = await rows<{ count: number }>(em, `select count(*)::int as count from ${table} where ${column} = $1`, [
    incidentId,
  ]);
  return row?.count ?? 0;
}
