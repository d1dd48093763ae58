import { isSameBeat, type Beat } from './beat.ts';
import { obstacle, type Decision } from './decision.ts';
import { isLargeHromada, type LargeHromadaPolicy } from './large-hromada.ts';
import type { Assignment, AssignmentRole, OfficerRecord, OfficerState } from './officer.ts';

export interface AssignmentFacts {
  readonly officer: OfficerRecord;
  /** Officer who is the beat's primary now. */
  readonly primaryOfBeat: string | undefined;
  /** Of the beat's hromada; absent when only the codifier knows it. */
  readonly population: number | undefined;
}

export interface Assigned {
  readonly assignment: Assignment;
  /** False when the officer had just this part on the beat before. */
  readonly changed: boolean;
}

export type AssignmentObstacle = 'OFFICER_NOT_ASSIGNABLE' | 'HROMADA_NOT_LARGE' | 'BEAT_TAKEN' | 'OFFICER_HAS_BEAT';

const ASSIGNABLE: readonly OfficerState[] = ['active', 'on_leave'];

/** Gives an officer a part on a beat. A deputy may become the primary of the same beat. */
export function assign(
  beat: Beat,
  role: AssignmentRole,
  { officer, primaryOfBeat, population }: AssignmentFacts,
  policy: LargeHromadaPolicy,
  at: Date,
): Decision<Assigned, AssignmentObstacle> {
  if (officer.kind !== 'community' || !ASSIGNABLE.includes(officer.state)) {
    return obstacle('OFFICER_NOT_ASSIGNABLE', 'only community officers who are active or on leave have beats');
  }
  if (beat.starostaDistrictCode !== '' && !isLargeHromada(beat.hromadaCode, population, policy)) {
    return obstacle('HROMADA_NOT_LARGE', 'starosta districts are beats in large hromadas only');
  }
  const held = officer.assignments.find((assignment) => isSameBeat(assignment.beat, beat));
  if (held?.role === role) return { outcome: { assignment: held, changed: false } };
  // Else a slip would leave the beat without its primary.
  if (held?.role === 'primary') return obstacle('OFFICER_HAS_BEAT', 'the officer is the primary of this beat');
  if (role === 'primary') {
    if (primaryOfBeat !== undefined) return BEAT_TAKEN;
    if (officer.assignments.some((assignment) => assignment.role === 'primary')) return OFFICER_HAS_BEAT;
  }
  return { outcome: { assignment: { beat, role, assignedAt: at }, changed: true } };
}

export const BEAT_TAKEN = obstacle('BEAT_TAKEN', 'the beat has a primary officer');
export const OFFICER_HAS_BEAT = obstacle('OFFICER_HAS_BEAT', 'the officer is the primary of another beat');
