import { responsibleOfficer, type Assignment, type Beats } from './responsibility.ts';

/** What one officer is responsible for: a hromada, or one of its starosta districts. */
export interface Beat {
  readonly hromadaCode: string;
  /** Empty for the hromada as a whole. */
  readonly districtCode: string;
}

/** An officer on a beat, and since when. */
export interface BeatAssignment extends Assignment, Beat {
  readonly assignedAt: Date;
}

/** Whether an officer is in service, after a change of the officer's state. */
export interface OfficerService {
  readonly officerId: string;
  readonly active: boolean;
  /** Dismissal is final and ends every assignment. */
  readonly dismissed: boolean;
}

/** Assignments by the name of their beat, those of each beat by seniority. */
export type Roster = ReadonlyMap<string, readonly BeatAssignment[]>;

/** Identifies a beat within a map. */
export function beatName({ hromadaCode, districtCode }: Beat): string {
  return `${hromadaCode}/${districtCode}`;
}

/** The registry has the same order, so that both name the same one of several deputies. */
export function rosterOf(assignments: readonly BeatAssignment[]): Roster {
  return Map.groupBy(assignments.toSorted(bySeniority), beatName);
}

/** The assignments that count for a place. */
export function beatsAt(roster: Roster, { hromadaCode, districtCode }: Beat): Beats {
  return {
    district: districtCode === '' ? [] : (roster.get(beatName({ hromadaCode, districtCode })) ?? []),
    hromada: roster.get(beatName({ hromadaCode, districtCode: '' })) ?? [],
  };
}

/** Who is responsible for a beat. A district without a beat belongs to that of its hromada. */
export interface BeatResponsibility extends Beat {
  /** Empty when nobody is. */
  readonly officerId: string;
}

/** Who is responsible for each beat of a roster. */
export function responsibilities(roster: Roster): BeatResponsibility[] {
  return [...roster.values()].flatMap(([first]) => {
    if (first === undefined) return [];
    const { hromadaCode, districtCode } = first;
    return [{ hromadaCode, districtCode, officerId: responsibleOfficer(beatsAt(roster, first)) }];
  });
}

/** What remains of assignments, oldest first: the last primary of each beat, and the last role of each officer on it. */
export function lastRoles(assignments: readonly BeatAssignment[]): BeatAssignment[] {
  const roles = new Map<string, BeatAssignment>();
  for (const assignment of assignments) {
    const primary = `${beatName(assignment)} primary`;
    const officer = `${beatName(assignment)} ${assignment.officerId}`;
    roles.delete(officer);
    if (roles.get(primary)?.officerId === assignment.officerId) roles.delete(primary);
    roles.set(assignment.role === 'primary' ? primary : officer, assignment);
  }
  return [...roles.values()];
}

function bySeniority(a: BeatAssignment, b: BeatAssignment): number {
  return a.assignedAt.getTime() - b.assignedAt.getTime() || (a.officerId < b.officerId ? -1 : 1);
}
