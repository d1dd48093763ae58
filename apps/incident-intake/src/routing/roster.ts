import {
  dutiesByUnit,
  resolvePlace,
  responsibleOfficer,
  servedPlace,
  type BeatAssignment as Assignment,
  type DutiesByUnit,
  type MergersOfDay,
  type ResolvedPlace,
  type Responsibility,
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
  /**
   * Responsible only if no unit of the place has another officer: a district officer, or for a hromada in which nobody
   * serves the officer of a hromada that was merged into it.
   */
  readonly isDistrictOfficer: boolean;
  /** The officers of several hromadas that were merged into this one: each is right in a part of it. */
  readonly alternatives?: readonly string[];
}

/** The mergers in force. */
interface Mergers extends MergersOfDay {
  /** The merged units. */
  readonly codes: readonly string[];
}

/** The officer of each unit that has one in service at an instant, after all mergers. */
export function unitOfficers(roster: Roster, mergers: Mergers, at: Date): UnitOfficer[] {
  const officers = new Map(ownOfficers(roster, at).map((officer) => [officer.unitCode, officer]));
  const units = new Set([...roster.values()].flatMap((duties) => [...duties.keys()]));
  const replace = (unitCode: string, officer: UnitOfficer | undefined): void => {
    if (officer === undefined) officers.delete(unitCode);
    else officers.set(unitCode, { ...officer, unitCode });
  };
  const isPart = (code: string): boolean => mergers.hromadaOf(code, code) !== '';
  for (const code of mergers.codes.filter(isPart)) {
    const successor = mergers.successor(code);
    if (units.has(successor)) replace(code, officers.get(successor));
  }
  const merged = mergers.codes.filter((code) => !isPart(code));
  const dutiesIn = (hromadaCode: string) => roster.get(hromadaCode) ?? new Map<string, readonly Assignment[]>();
  const changed = new Set([...merged, ...merged.map((code) => mergers.successor(code))]);
  const found = [...changed].map((code) => [code, hromadaOfficer(dutiesIn, code, mergers, at)] as const);
  for (const [code, officer] of found) replace(code, officer);
  return [...officers.values()];
}

type DutiesIn = (hromadaCode: string) => DutiesByUnit<Assignment>;

/** The officer of a hromada that was merged, or into which others were. */
function hromadaOfficer(dutiesIn: DutiesIn, hromadaCode: string, mergers: Mergers, at: Date): UnitOfficer | undefined {
  const resolved = resolvePlace({ hromadaCode, starostaDistrictCode: '', settlementCode: '' }, mergers);
  const found = responsibleIn(dutiesIn, resolved, at);
  if (found === undefined) return undefined;
  const { officerId, role } = found.assignment;
  const isOfSuccessor = found.unitCode === resolved.place.hromadaCode;
  const officer = { unitCode: hromadaCode, officerId, isDistrictOfficer: !isOfSuccessor || role === 'district' };
  if (isOfSuccessor) return officer;
  const others = resolved.merged.flatMap((code) => {
    const ofPart = { place: { ...resolved.place, hromadaCode: code }, merged: [] };
    return responsibleIn(dutiesIn, ofPart, at)?.assignment.officerId ?? [];
  });
  return { ...officer, alternatives: others };
}

function responsibleIn(dutiesIn: DutiesIn, resolved: ResolvedPlace, at: Date): Responsibility<Assignment> | undefined {
  const { duties, place } = servedPlace(dutiesIn, resolved, at);
  return responsibleOfficer(duties, place, at);
}

function ownOfficers(roster: Roster, at: Date): UnitOfficer[] {
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
