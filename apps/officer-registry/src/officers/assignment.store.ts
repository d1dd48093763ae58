import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import { brokenUniqueConstraint, type EntityManager, type Rights } from '@safe-community/database';
import { beatTaken, officerHasBeat } from './assignment.ts';
import { ASSIGNMENT_ROLES, type Assignment, type Beat } from './officer.ts';

export const AssignmentEntity = defineEntity({
  name: 'AssignmentEntity',
  tableName: 'assignment',
  properties: {
    officerId: p.uuid().primary(),
    hromadaCode: p.text().primary(),
    /** Empty for the whole hromada. */
    starostaDistrictCode: p.text().primary(),
    role: p.enum(ASSIGNMENT_ROLES),
    assignedAt: p.datetime(),
  },
});

export const ASSIGNMENT_TABLES: readonly string[] = [
  `create table assignment (
       officer_id uuid not null references officer,
       hromada_code text not null,
       -- empty for the hromada as a whole
       starosta_district_code text not null,
       role text not null check (role in ('primary', 'deputy')),
       assigned_at timestamptz not null,
       primary key (officer_id, hromada_code, starosta_district_code)
     )`,
  // However many transactions compete, a beat has one primary, and an officer is the primary of one beat.
  // Needed by saveAssignment, primaryOf (assignment.store.ts).
  `create unique index assignment_primary_of_beat on assignment (hromada_code, starosta_district_code)
       where role = 'primary'`,
  // Needed by saveAssignment (assignment.store.ts).
  `create unique index assignment_primary_of_officer on assignment (officer_id) where role = 'primary'`,
];

export const ASSIGNMENT_RIGHTS: Rights = {
  assignment: {
    insert: true,
    update: ['role', 'assigned_at'],
    delete: true,
    reader: { columns: ['officer_id', 'hromada_code', 'starosta_district_code', 'role', 'assigned_at'] },
  },
};

export async function assignmentsOf(tx: EntityManager, officerId: string): Promise<Assignment[]> {
  return (await tx.find(AssignmentEntity, { officerId }, { orderBy: { assignedAt: 'asc' } })).map(toAssignment);
}

/** The id of the primary of a beat. */
export async function primaryOf(tx: EntityManager, beat: Beat): Promise<string | undefined> {
  const found = await tx.findOne(AssignmentEntity, { ...beat, role: 'primary' });
  return found?.officerId;
}

/**
 * Adds an assignment, or replaces the officer's assignment to the same beat. BEAT_TAKEN or OFFICER_HAS_BEAT if another
 * transaction was faster.
 */
export async function saveAssignment(
  tx: EntityManager,
  officerId: string,
  { beat, role, assignedAt }: Assignment,
): Promise<void> {
  const held = await tx.findOne(AssignmentEntity, { officerId, ...beat });
  if (held === null) tx.create(AssignmentEntity, { officerId, ...beat, role, assignedAt }, { persist: true });
  else tx.assign(held, { role, assignedAt });
  try {
    await tx.flush();
  } catch (error) {
    const constraint = brokenUniqueConstraint(error);
    if (constraint === 'assignment_primary_of_beat') throw beatTaken();
    throw constraint === 'assignment_primary_of_officer' ? officerHasBeat() : error;
  }
}

export async function endAssignments(tx: EntityManager, officerId: string): Promise<void> {
  await tx.nativeDelete(AssignmentEntity, { officerId });
}

function toAssignment(row: InferEntity<typeof AssignmentEntity>): Assignment {
  const { hromadaCode, starostaDistrictCode, role, assignedAt } = row;
  return { beat: { hromadaCode, starostaDistrictCode }, role, assignedAt };
}
