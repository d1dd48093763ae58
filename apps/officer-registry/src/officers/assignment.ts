import { preconditionFailed, type Decision } from '@safe-community/domain-kit';
import type { Assignment, AssignmentRole, Beat, OfficerRecord, OfficerState } from './officer.ts';

/** Which hromadas are large, so that each of their starosta districts may have its own officer. */
export interface LargeHromadaPolicy {
  /** A hromada with at least this population is large. */
  readonly population: number;
  /** KATOTTG codes of hromadas that are large whatever their population is. */
  readonly alwaysLarge: ReadonlySet<string>;
}

/** The facts that decide whether an officer may be assigned to a beat. */
export interface AssignmentFacts {
  readonly officer: OfficerRecord;
  /** The current primary of the beat. */
  readonly primaryOfBeat: string | undefined;
  /** Of the beat's hromada; unknown if only the codifier has it. */
  readonly population: number | undefined;
}

export interface Assigned {
  readonly assignment: Assignment;
  /** False if the officer already had exactly this assignment. */
  readonly changed: boolean;
}

const ASSIGNABLE: readonly OfficerState[] = ['active', 'on_leave'];

/** Assigns an officer to a beat. A deputy may become the primary of the same beat. */
export function assign(
  beat: Beat,
  role: AssignmentRole,
  { officer, primaryOfBeat, population }: AssignmentFacts,
  policy: LargeHromadaPolicy,
  now: Date,
): Decision<Assigned> {
  if (officer.kind !== 'community' || !ASSIGNABLE.includes(officer.state)) {
    return preconditionFailed(
      'OFFICER_NOT_ASSIGNABLE',
      'only community officers who are active or on leave can be assigned to a beat',
    );
  }
  if (beat.starostaDistrictCode !== '' && !isLargeHromada(beat.hromadaCode, population, policy)) {
    return preconditionFailed('HROMADA_NOT_LARGE', 'starosta districts are beats in large hromadas only');
  }
  const held = officer.assignments.find((assignment) => isSameBeat(assignment.beat, beat));
  if (held?.role === role) return { assignment: held, changed: false };
  // Otherwise a mistake would leave the beat without its primary.
  if (held?.role === 'primary') {
    return preconditionFailed('OFFICER_HAS_BEAT', 'the officer is the primary of this beat');
  }
  if (role === 'primary') {
    if (primaryOfBeat !== undefined) return beatTaken();
    if (officer.assignments.some((assignment) => assignment.role === 'primary')) return officerHasBeat();
  }
  return { assignment: { beat, role, assignedAt: now }, changed: true };
}

export function beatTaken() {
  return preconditionFailed('BEAT_TAKEN', 'the beat has a primary officer');
}

export function officerHasBeat() {
  return preconditionFailed('OFFICER_HAS_BEAT', 'the officer is the primary of another beat');
}

/** A hromada of unknown population is large only if the policy names it. */
function isLargeHromada(code: string, population: number | undefined, policy: LargeHromadaPolicy): boolean {
  return policy.alwaysLarge.has(code) || (population ?? 0) >= policy.population;
}

function isSameBeat(a: Beat, b: Beat): boolean {
  return a.hromadaCode === b.hromadaCode && a.starostaDistrictCode === b.starostaDistrictCode;
}

/** The beat that identifies an officer: the primary one, else the first one as a deputy. */
export function mainBeat(assignments: readonly Assignment[]): Beat | undefined {
  return (assignments.find(({ role }) => role === 'primary') ?? assignments[0])?.beat;
}
