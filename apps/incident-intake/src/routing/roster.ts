import { responsibleAssignment, type BeatAssignment as Assignment } from '@safe-community/domain-kit';

/** The area of responsibility of one officer: a hromada, or one of its starosta districts. */
export interface Beat {
  readonly hromadaCode: string;
  /** Empty for the whole hromada. */
  readonly districtCode: string;
}

/** An officer on a beat of a hromada, according to the registry's events. */
export interface BeatAssignment extends Assignment, Beat {}

/** Whether an officer is in service, after a change of the officer's state. */
export interface OfficerService {
  readonly officerId: string;
  readonly active: boolean;
  /** Dismissal is final and ends every assignment. */
  readonly dismissed: boolean;
}

/** All assignments of each hromada and its districts, by the code of the hromada. */
export type Roster = ReadonlyMap<string, readonly BeatAssignment[]>;

/** Identifies a beat within a map. */
export function beatName({ hromadaCode, districtCode }: Beat): string {
  return `${hromadaCode}/${districtCode}`;
}

export function rosterOf(assignments: readonly BeatAssignment[]): Roster {
  return Map.groupBy(assignments, ({ hromadaCode }) => hromadaCode);
}

/** Who is responsible for a beat. A district without a beat belongs to that of its hromada. */
export interface BeatResponsibility extends Beat {
  /** Empty if nobody is. */
  readonly officerId: string;
}

/** Who is responsible for each beat of a roster. */
export function responsibilities(roster: Roster): BeatResponsibility[] {
  return [...roster].flatMap(([hromadaCode, ofHromada]) =>
    [...new Set(ofHromada.map(({ districtCode }) => districtCode))].map((districtCode) => ({
      hromadaCode,
      districtCode,
      officerId: responsibleAssignment(ofHromada, districtCode)?.officerId ?? '',
    })),
  );
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
