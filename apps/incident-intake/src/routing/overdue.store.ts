import { rows, type EntityManager } from '@safe-community/database';
import type { IncidentCase } from '../incident/incident-case.ts';
import { OPEN_STATES } from '../incident/states.ts';
import { CASE_COLUMNS, toCase, type CaseRow } from '../incident/incident.store.ts';

/**
 * Locks incidents whose expected time has passed, the longest late first. What somebody else has locked is about to
 * change, and is still late afterwards or is not. Those who were sent are left out: saving adds to them only.
 */
export async function lockOverdue(em: EntityManager, at: Date, most: number): Promise<IncidentCase[]> {
  const found = await rows<CaseRow>(
    em,
    `select ${CASE_COLUMNS} from incident where due_at <= $1 and state = any($2)
     order by due_at limit $3 for no key update skip locked`,
    [at, OPEN_STATES, most],
  );
  return found.map((row) => ({ ...toCase(row), responders: [] }));
}
