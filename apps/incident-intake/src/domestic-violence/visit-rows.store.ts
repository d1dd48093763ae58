import { rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { FollowUpVisit } from './follow-up-visit.ts';
import type { CaseVault } from './case-vault.store.ts';

interface VisitRow {
  readonly visit_id: string;
  readonly due_at: string;
  readonly done_at: string | null;
  readonly sealed_finding: Buffer | null;
}

/** In the order in which they are due. */
export async function visitsOf(em: EntityManager, vault: CaseVault, incidentId: string): Promise<FollowUpVisit[]> {
  const found = await rows<VisitRow>(
    em,
    'select visit_id, due_at, done_at, sealed_finding from dv_visit where incident_id = $1 order by due_at, visit_id',
    [incidentId],
  );
  return found.map(({ visit_id, due_at, done_at, sealed_finding }) => ({
    visitId: visit_id,
    dueAt: toDate(due_at),
    doneAt: toOptionalDate(done_at),
    finding: sealed_finding === null ? '' : (vault.open(findingPart(visit_id), sealed_finding) as string),
  }));
}

export async function insertVisit(
  em: EntityManager,
  { incidentId, hromadaCode }: { readonly incidentId: string; readonly hromadaCode: string },
  { visitId, dueAt }: FollowUpVisit,
): Promise<void> {
  await rows(em, 'insert into dv_visit (visit_id, incident_id, hromada_code, due_at) values ($1, $2, $3, $4)', [
    visitId,
    incidentId,
    hromadaCode,
    dueAt,
  ]);
}

export async function saveVisit(em: EntityManager, vault: CaseVault, visit: FollowUpVisit): Promise<void> {
  const { visitId, doneAt, finding } = visit;
  await rows(em, 'update dv_visit set done_at = $2, sealed_finding = $3 where visit_id = $1', [
    visitId,
    doneAt ?? null,
    vault.seal(findingPart(visitId), finding),
  ]);
}

function findingPart(visitId: string): string {
  return `dv/visit/${visitId}`;
}
