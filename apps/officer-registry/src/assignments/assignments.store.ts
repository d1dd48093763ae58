import { rows, type EntityManager } from '@safe-community/database';
import { ASSIGNMENTS, toAssignment, type Assignment, type AssignmentRow } from '../officers/module.ts';

export async function findAssignment(em: EntityManager, assignmentId: string): Promise<Assignment | undefined> {
  const [found] = await rows<AssignmentRow>(em, `${ASSIGNMENTS} where a.assignment_id = $1`, [assignmentId]);
  return found && toAssignment(found);
}

/** Empty: any. */
export interface AssignmentFilter {
  readonly beatId: string;
  readonly officerId: string;
  readonly hromadaCode: string;
  /** Only the assignments at this instant. */
  readonly asOf: Date | undefined;
}

/** Assignments by their id, after an id, also cancelled ones. */
export async function listAssignments(
  em: EntityManager,
  { beatId, officerId, hromadaCode, asOf }: AssignmentFilter,
  after: string | undefined,
  most: number,
): Promise<Assignment[]> {
  const found = await rows<AssignmentRow>(
    em,
    `${ASSIGNMENTS}
     where ($1::uuid is null or a.beat_id = $1) and ($2::uuid is null or a.officer_id = $2)
       and ($3 = '' or b.hromada_code = $3) and ($4::timestamptz is null or a.during @> $4)
       and ($5::uuid is null or a.assignment_id > $5)
     order by a.assignment_id limit $6`,
    [beatId || null, officerId || null, hromadaCode, asOf ?? null, after ?? null, most],
  );
  return found.map(toAssignment);
}
