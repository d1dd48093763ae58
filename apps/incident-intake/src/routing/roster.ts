import {
  dutiesByUnit,
  responsibleOfficer,
  type BeatAssignment as Assignment,
  type DutiesByUnit,
} from '@safe-community/domain-kit';

/** A beat and the units that it covers, according to the registry's events. */
export interface Beat {
  readonly beatId: string;
  readonly hromadaCode: string;
  readonly unitCodes: readonly string[];
}

/** An officer on a beat, according to the registry's events. */
export interface BeatAssignment extends Assignment {
  readonly assignmentId: string;
  readonly beatId: string;
  readonly hromadaCode: string;
}

/** Whether an officer is in service, after a change of the officer's state. */
export interface OfficerService {
  readonly officerId: string;
  readonly active: boolean;
  /** Dismissal is final and ends every assignment. */
  readonly dismissed: boolean;
}

/** The assignments to the beats of each hromada, by its code. */
export type Roster = ReadonlyMap<string, DutiesByUnit<Assignment>>;

export function rosterOf(
  beats: readonly Beat[],
  assignments: readonly (Assignment & Pick<BeatAssignment, 'beatId'>)[],
): Roster {
  const onBeat = Map.groupBy(assignments, ({ beatId }) => beatId);
  const byHromada = Map.groupBy(beats, ({ hromadaCode }) => hromadaCode);
  return new Map(
    [...byHromada].map(([hromadaCode, own]) => [
      hromadaCode,
      dutiesByUnit(own.map(({ beatId, unitCodes }) => ({ unitCodes, assignments: onBeat.get(beatId) ?? [] }))),
    ]),
  );
}

/** Who serves on the beat of a unit. */
export interface UnitOfficer {
  readonly unitCode: string;
  readonly officerId: string;
  /** A district officer, who is responsible only if no unit of the place has another officer. */
  readonly isDistrictOfficer: boolean;
}

/** The officer of each unit that has one in service at an instant. */
export function unitOfficers(roster: Roster, at: Date): UnitOfficer[] {
  return [...roster.values()].flatMap((duties) =>
    [...duties.keys()].flatMap((unitCode): UnitOfficer[] => {
      const place = { hromadaCode: unitCode, starostaDistrictCode: '', settlementCode: '' };
      const found = responsibleOfficer(duties, place, at)?.assignment;
      if (found === undefined) return [];
      return [{ unitCode, officerId: found.officerId, isDistrictOfficer: found.role === 'district' }];
    }),
  );
}

/**
 * What remains of assignments without ids of their own, oldest first: the last primary of each beat, and the last role
 * of each officer on it.
 */
export function lastRoles(assignments: readonly BeatAssignment[]): BeatAssignment[] {
  const roles = new Map<string, BeatAssignment>();
  for (const assignment of assignments) {
    const primary = `${assignment.beatId} primary`;
    const officer = `${assignment.beatId} ${assignment.officerId}`;
    roles.delete(officer);
    if (roles.get(primary)?.officerId === assignment.officerId) roles.delete(primary);
    roles.set(assignment.role === 'primary' ? primary : officer, assignment);
  }
  return [...roles.values()];
}
