import { brokenExclusionConstraint, rows, type EntityManager } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import { ASSIGNMENTS, toAssignment, type Assignment, type AssignmentRow } from '../officers/module.ts';
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

/** All assignments to a beat, by their start, locked until the transaction ends. Cancelled ones are left out. */
export async function lockAssignmentsOn(tx: EntityManager, beatId: string): Promise<Assignment[]> {
  const found = await rows<AssignmentRow>(
    tx,
    `${ASSIGNMENTS} where a.beat_id = $1 and not isempty(a.during)
     order by a.starts_at, a.assignment_id for no key update of a`,
    [beatId],
  );
  return found.map(toAssignment);
}

/** Who recorded a change, and when. */
interface Recorded {
  readonly caller: string;
  readonly recordedAt: Date;
}

/** Inserts an assignment. BEAT_TAKEN, OFFICER_HAS_BEAT or ASSIGNMENT_OVERLAPS if another transaction was faster. */
export async function insertAssignment(
  tx: EntityManager,
  assignment: Assignment,
  caller: string,
): Promise<Refusal | undefined> {
  const { assignmentId, beatId, officerId, role, deputyOrder, startsAt, endsAt, recordedAt } = assignment;
  try {
    await rows(
      tx,
      `insert into beat_assignment
         (assignment_id, beat_id, officer_id, role, deputy_order, starts_at, ends_at, recorded_at, caller)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [assignmentId, beatId, officerId, role, deputyOrder, startsAt, endsAt ?? null, recordedAt, caller],
    );
  } catch (error) {
    const constraint = brokenExclusionConstraint(error);
    if (constraint === 'beat_assignment_of_beat') return beatTaken();
    if (constraint === 'beat_assignment_primary_of_officer') return officerHasBeat();
    if (constraint === 'beat_assignment_of_officer_on_beat') return assignmentOverlaps();
    throw error;
  }
  return undefined;
}

/** Saves the ends of assignments. */
export async function saveEnds(tx: EntityManager, ended: readonly Assignment[], { caller, recordedAt }: Recorded) {
  if (ended.length === 0) return;
  await rows(
    tx,
    `update beat_assignment a
     set ends_at = e.ends_at, end_reason = e.reason, end_recorded_at = $4, end_caller = $5
     from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as e (id, ends_at, reason) where a.assignment_id = e.id`,
    [
      ended.map(({ assignmentId }) => assignmentId),
      ended.map(({ endsAt }) => endsAt),
      ended.map(({ endReason }) => endReason),
      recordedAt,
      caller,
    ],
  );
}
