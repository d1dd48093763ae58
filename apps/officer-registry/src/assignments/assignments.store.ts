import { brokenExclusionConstraint, rows, type EntityManager } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import {
  ASSIGNMENTS,
  insertAssignment,
  toAssignment,
  type Assignment,
  type AssignmentRow,
} from '../officers/module.ts';
import { assignmentOverlaps, beatTaken, officerHasBeat } from './assignment.ts';

export async function findAssignment(em: EntityManager, assignmentId: string): Promise<Assignment | undefined> {
  const [found] = await rows<AssignmentRow>(em, `${ASSIGNMENTS} where a.assignment_id = $1`, [assignmentId]);
  return found && toAssignment(found);
}

/** Empty: any. */
export interface AssignmentFilter {
  readonly beatId: string;
  readonly officerId: string;
  /** Of hromadas that were one at that time. */
  readonly hromadaCodes: readonly string[];
  /** Only the assignments at this instant. */
  readonly asOf: Date | undefined;
}

/** Assignments by their id, after an id, also cancelled ones. */
export async function listAssignments(
  em: EntityManager,
  { beatId, officerId, hromadaCodes, asOf }: AssignmentFilter,
  after: string | undefined,
  most: number,
): Promise<Assignment[]> {
  const found = await rows<AssignmentRow>(
    em,
    `${ASSIGNMENTS}
     where ($1::uuid is null or a.beat_id = $1) and ($2::uuid is null or a.officer_id = $2)
       and ($3::text[] = '{}' or b.hromada_code = any($3)) and ($4::timestamptz is null or a.during @> $4)
       and ($5::uuid is null or a.assignment_id > $5)
     order by a.assignment_id limit $6`,
    [beatId || null, officerId || null, hromadaCodes, asOf ?? null, after ?? null, most],
  );
  return found.map(toAssignment);
}

/** Inserts an assignment. BEAT_TAKEN, OFFICER_HAS_BEAT or ASSIGNMENT_OVERLAPS if another transaction was faster. */
export async function addAssignment(
  tx: EntityManager,
  assignment: Assignment,
  caller: string,
): Promise<Refusal | undefined> {
  try {
    await insertAssignment(tx, assignment, caller);
  } catch (error) {
    const constraint = brokenExclusionConstraint(error);
    if (constraint === 'beat_assignment_of_beat') return beatTaken();
    if (constraint === 'beat_assignment_primary_of_officer') return officerHasBeat();
    if (constraint === 'beat_assignment_of_officer_on_beat') return assignmentOverlaps();
    throw error;
  }
  return undefined;
}
