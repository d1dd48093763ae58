import type { Beat } from './beat.ts';
import type { AssignmentRole, OfficerState } from './officer.ts';

/** A part on a beat and the state of the officer who has it. */
export interface Duty {
  readonly officerId: string;
  readonly state: OfficerState;
  readonly beat: Beat;
  readonly role: AssignmentRole;
  readonly assignedAt: Date;
}

/**
 * The duty by which somebody answers for a place now: the active primary of the
 * district's beat, else its active deputy, else the same for the hromada. Of
 * several deputies the one who comes first.
 */
export function responsibleDuty(district: readonly Duty[], hromada: readonly Duty[]): Duty | undefined {
  return (
    district.find(isActive('primary')) ??
    district.find(isActive('deputy')) ??
    hromada.find(isActive('primary')) ??
    hromada.find(isActive('deputy'))
  );
}

function isActive(role: AssignmentRole) {
  return (duty: Duty): boolean => duty.role === role && duty.state === 'active';
}

/** Who was assigned first comes first; ids are in the order of their making. */
export function bySeniority(a: Duty, b: Duty): number {
  return a.assignedAt.getTime() - b.assignedAt.getTime() || (a.officerId < b.officerId ? -1 : 1);
}
