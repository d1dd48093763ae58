import { rows, type EntityManager } from '@safe-community/database';

const OTHERS = `
  from dv_case other join dv_case this on other.offender_pseudonym = this.offender_pseudonym
  where this.incident_id = $1 and other.incident_id <> $1`;

/** How many other cases name the same offender. */
export async function countOthers(em: EntityManager, incidentId: string): Promise<number> {
  const [row] = await rows<{ others: number }>(em, `select count(*)::int as others ${OTHERS}`, [incidentId]);
  return row?.others ?? 0;
}

/** Newest first: ids sort as receipts do. */
export async function otherIds(em: EntityManager, incidentId: string, most: number): Promise<string[]> {
  const found = await rows<{ incident_id: string }>(
    em,
    `select other.incident_id ${OTHERS} order by other.incident_id desc limit $2`,
    [incidentId, most],
  );
  return found.map(({ incident_id }) => incident_id);
}
