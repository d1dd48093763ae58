import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import { BEAT_ROWS, BEAT_UNIT_ROWS, placeOf } from '../beats/module.ts';
import type { Assignment, AssignmentRole, EndReason } from './assignment.ts';

export const ASSIGNMENT_TABLES: readonly string[] = [
  `create table beat_assignment (
     assignment_id uuid primary key,
     beat_id uuid not null references beat,
     officer_id uuid not null references officer,
     role text not null check (role in ('primary', 'deputy', 'district')),
     deputy_order integer not null,
     starts_at timestamptz not null,
     ends_at timestamptz,
     -- empty if it was cancelled before it began: then it excludes nothing
     during tstzrange not null generated always as (tstzrange(starts_at, ends_at)) stored,
     recorded_at timestamptz not null,
     -- name of the calling system, also of the one that ended it
     caller text not null,
     end_reason text,
     end_recorded_at timestamptz,
     end_caller text,
     check ((role = 'deputy') = (deputy_order > 0)),
     -- However many transactions compete: a beat has one primary and one district officer at any time, ...
     constraint beat_assignment_of_beat exclude using gist (beat_id with =, role with =, during with &&)
       where (role <> 'deputy'),
     -- ... an officer is the primary of one beat, ...
     constraint beat_assignment_primary_of_officer exclude using gist (officer_id with =, during with &&)
       where (role = 'primary'),
     -- ... and has one role on a beat.
     constraint beat_assignment_of_officer_on_beat exclude using gist (officer_id with =, beat_id with =, during with &&)
   )`,
  // Needed by ASSIGNMENTS (assignment.store.ts).
  `create index beat_assignment_by_officer on beat_assignment (officer_id)`,
  // Needed by ASSIGNMENTS (assignment.store.ts).
  `create index beat_assignment_by_beat on beat_assignment (beat_id)`,
];

export const ASSIGNMENT_RIGHTS: Rights = {
  beat_assignment: {
    insert: true,
    update: ['ends_at', 'end_reason', 'end_recorded_at', 'end_caller'],
    reader: {
      columns: [
        'assignment_id',
        'beat_id',
        'officer_id',
        'role',
        'deputy_order',
        'starts_at',
        'ends_at',
        'recorded_at',
        'end_reason',
      ],
    },
  },
};

/** An assignment as PostgreSQL puts it into JSON. */
export interface AssignmentRow {
  readonly assignment_id: string;
  readonly officer_id: string;
  readonly beat_id: string;
  readonly role: AssignmentRole;
  readonly deputy_order: number;
  readonly starts_at: string;
  readonly ends_at: string | null;
  readonly recorded_at: string;
  readonly end_reason: EndReason | null;
  readonly hromada_code: string;
  /** Of the beat now. */
  readonly unit_codes: readonly string[];
}

/** What other modules may join. */
export const ASSIGNMENT_ROWS = `(
  select assignment_id, officer_id, beat_id, role, deputy_order, starts_at, ends_at, during from beat_assignment)`;

/** Assignments `a` with the place of their beat `b`. */
export const ASSIGNMENTS = `
  select a.assignment_id, a.officer_id, a.beat_id, a.role, a.deputy_order, a.starts_at, a.ends_at, a.recorded_at,
    a.end_reason, b.hromada_code, u.unit_codes
  from beat_assignment a join ${BEAT_ROWS} b using (beat_id) cross join lateral (
    select coalesce(array_agg(unit_code), '{}') as unit_codes from ${BEAT_UNIT_ROWS} held
    where beat_id = a.beat_id and valid_to is not distinct from b.retired_at and not isempty(valid)
  ) u`;

export function toAssignment(row: AssignmentRow): Assignment {
  return {
    assignmentId: row.assignment_id,
    officerId: row.officer_id,
    beatId: row.beat_id,
    beat: placeOf({ hromadaCode: row.hromada_code, unitCodes: row.unit_codes }),
    role: row.role,
    deputyOrder: row.deputy_order,
    startsAt: toDate(row.starts_at),
    endsAt: toOptionalDate(row.ends_at),
    recordedAt: toDate(row.recorded_at),
    endReason: row.end_reason ?? undefined,
  };
}

/** All assignments of an officer, by their start. Cancelled ones are left out. */
export async function assignmentsOf(tx: EntityManager, officerId: string): Promise<Assignment[]> {
  const condition = 'where a.officer_id = $1 and not isempty(a.during) order by a.starts_at, a.assignment_id';
  return (await rows<AssignmentRow>(tx, `${ASSIGNMENTS} ${condition}`, [officerId])).map(toAssignment);
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

/** Inserts an assignment. An exclusion constraint of the table is broken if another transaction was faster. */
export async function insertAssignment(tx: EntityManager, assignment: Assignment, caller: string): Promise<void> {
  const { assignmentId, beatId, officerId, role, deputyOrder, startsAt, endsAt, recordedAt } = assignment;
  await rows(
    tx,
    `insert into beat_assignment
       (assignment_id, beat_id, officer_id, role, deputy_order, starts_at, ends_at, recorded_at, caller)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [assignmentId, beatId, officerId, role, deputyOrder, startsAt, endsAt ?? null, recordedAt, caller],
  );
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

/** Ends the assignments of a dismissed officer, and cancels later ones. The history stays. */
export async function endAssignments(
  tx: EntityManager,
  officerId: string,
  at: Date,
  { caller, recordedAt }: Recorded,
): Promise<void> {
  await rows(
    tx,
    `update beat_assignment
     set ends_at = greatest(starts_at, $2), end_reason = 'dismissed', end_recorded_at = $3, end_caller = $4
     where officer_id = $1 and (ends_at is null or ends_at > greatest(starts_at, $2))`,
    [officerId, at, recordedAt, caller],
  );
}
