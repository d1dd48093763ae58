import { responsibleOfficer, type Assignment, type Beats } from './responsibility.ts';

/** What one officer is responsible for: a hromada, or one of its starosta districts. */
export interface Beat {
  readonly hromadaCode: string;
  /** Empty for the hromada as a whole. */
  readonly districtCode: string;
}

/** Who is on which beat, and since when. */
export interface BeatAssignment extends Assignment, Beat {
  readonly assignedAt: Date;
}

/** All assignments by the name of their beat, each beat's by seniority. */
export type Roster = ReadonlyMap<string, readonly BeatAssignment[]>;

/** Names a beat within a map. */
export function beatName({ hromadaCode, districtCode }: Beat): string {
  return `${hromadaCode}/${districtCode}`;
}

/** The order is the registry's, so that of several deputies both name the same one. */
export function rosterOf(assignments: readonly BeatAssignment[]): Roster {
  return Map.groupBy(assignments.toSorted(bySeniority), beatName);
}

/** What counts for a place. */
export function beatsAt(roster: Roster, { hromadaCode, districtCode }: Beat): Beats {
  return {
    district: districtCode === '' ? [] : (roster.get(beatName({ hromadaCode, districtCode })) ?? []),
    hromada: roster.get(beatName({ hromadaCode, districtCode: '' })) ?? [],
  };
}

/** A beat and who answers for it; a place without a beat of its own is answered for by its hromada's. */
export interface Answering extends Beat {
  /** Empty when nobody does. */
  readonly officerId: string;
}

/** Who answers for each beat of a roster. */
export function whoAnswers(roster: Roster): Answering[] {
  return [...roster.values()].flatMap(([first]) => {
    if (first === undefined) return [];
    const { hromadaCode, districtCode } = first;
    return [{ hromadaCode, districtCode, officerId: responsibleOfficer(beatsAt(roster, first)) }];
  });
}

function bySeniority(a: BeatAssignment, b: BeatAssignment): number {
  return a.assignedAt.getTime() - b.assignedAt.getTime() || (a.officerId < b.officerId ? -1 : 1);
}
