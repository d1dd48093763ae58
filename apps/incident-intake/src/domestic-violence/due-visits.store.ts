import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { OverdueVisit } from './violence-ports.app.ts';
import type { Category } from '../catalogue/category.ts';
import type { IncidentState } from '../incident/states.ts';
import { nameEveryCase } from './named-case.store.ts';

/** Skips what another replica is telling of, and cases that were erased: nobody could be visited any more. */
const TAKE = `
  with overdue as (
    select visit.visit_id, incident_id, category, incident.hromada_code, oblast_code, demonstration, synthetic,
      state
    from dv_visit visit join incident using (incident_id)
    where visit.due_at < $1 and done_at is null and told_at is null and erased_at is null
    order by visit.due_at limit $2
    for no key update of visit skip locked
  )
  update dv_visit set told_at = $1 from overdue
  where dv_visit.visit_id = overdue.visit_id
  returning overdue.*, dv_visit.due_at`;

interface OverdueRow {
  readonly visit_id: string;
  readonly incident_id: string;
  readonly category: Category;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly demonstration: boolean;
  readonly synthetic: boolean;
  readonly state: IncidentState;
  readonly due_at: string;
}

export async function takeOverdue(em: EntityManager, now: Date, most: number): Promise<OverdueVisit[]> {
  await nameEveryCase(em);
  const taken = await rows<OverdueRow>(em, TAKE, [now, most]);
  return taken.map(toOverdue).toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

function toOverdue(row: OverdueRow): OverdueVisit {
  return {
    visitId: row.visit_id,
    incidentId: row.incident_id,
    category: row.category,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    demonstration: row.demonstration,
    synthetic: row.synthetic,
    state: row.state,
    dueAt: toDate(row.due_at),
  };
}
