import {
  decidedDistrict,
  dutiesByUnit,
  resolvePlace,
  responsibleOfficer,
  type BeatAssignment as Assignment,
  type DecidedDistricts,
  type DutiesByUnit,
  type UnitsOfDay,
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
interface UnitOfficer {
  readonly unitCode: string;
  readonly officerId: string;
  /** Responsible only if no unit of the place has a community officer. */
  readonly isDistrictOfficer: boolean;
}

/** The officers of all places at an instant, as `resolvePlace` and `servedPlace` of the domain kit find them. */
export interface UnitOfficers {
  /** Of a merged part they are those of its successor. */
  readonly officers: readonly UnitOfficer[];
  /** The hromada in which a unit lies now, by its code, if it or a part of the same hromada was merged. */
  readonly movedTo: ReadonlyMap<string, string>;
  /**
   * While nobody serves in the successor: the officers of the hromada that was merged, by its code and those of its parts.
   */
  readonly former: ReadonlyMap<string, string>;
  /** While nobody serves in the successor: the officers of all hromadas merged into it, by its code. */
  readonly merged: ReadonlyMap<string, readonly string[]>;
  readonly districts: DistrictsWithBeats;
}

/** What councils have decided in hromadas where beats cover starosta districts: elsewhere it changes nothing. */
interface DistrictsWithBeats {
  /** The starosta district of a settlement, by its code; empty if it lies in another hromada now. */
  readonly bySettlement: ReadonlyMap<string, string>;
  /** The districts of which the settlements are decided: they have no others. */
  readonly decided: readonly string[];
}

/** The mergers and the decisions about starosta districts that are in force on a day. */
export interface Units extends UnitsOfDay {
  /** The merged units. */
  readonly codes: readonly string[];
  /** The settlements and starosta districts of a hromada. */
  partsOf(hromadaCode: string): readonly string[];
  /** The settlements and starosta districts of which councils have decided something on any day. */
  readonly decided: Pick<DecidedDistricts, 'settlementCodes' | 'districtCodes'>;
}

/** The officer of each unit that has one in service at an instant, after all mergers, and the districts that decide. */
export function unitOfficers(roster: Roster, units: Units, at: Date): UnitOfficers {
  const own = new Map(ownOfficers(roster, at).map((officer) => [officer.unitCode, officer]));
  const movedTo = hromadasAfter(units);
  const former = new Map<string, string>();
  const merged = new Map<string, string[]>();
  for (const successor of new Set(movedTo.values())) {
    if (own.has(successor)) continue;
    const before = units.mergedInto(successor);
    const found = before.flatMap((code) => own.get(code)?.officerId ?? []);
    if (found.length > 0) merged.set(successor, found);
    for (const hromada of before) {
      const officerId = own.get(hromada)?.officerId;
      if (officerId !== undefined) for (const code of [hromada, ...units.partsOf(hromada)]) former.set(code, officerId);
    }
  }
  // A part may also lie in another hromada than the rest of the one it belonged to.
  for (const code of [...movedTo.keys()].filter((each) => isPart(each, units))) {
    const officerId = own.get(units.hromadaOf(code, code))?.officerId;
    if (officerId === undefined || own.has(movedTo.get(code) ?? '')) former.delete(code);
    else former.set(code, officerId);
  }
  const districts = districtsWithBeats(roster, units);
  return { officers: afterMergers(own, roster, units), movedTo, former, merged, districts };
}

/** The officers of all units. A beat covers a merged part under its former code until the successor has a beat. */
function afterMergers(own: ReadonlyMap<string, UnitOfficer>, roster: Roster, units: Units): UnitOfficer[] {
  const covered = coveredUnits(roster);
  const officers = new Map(own);
  for (const code of units.codes.filter((each) => isPart(each, units) && covered.has(units.successor(each)))) {
    const officer = own.get(units.successor(code));
    if (officer === undefined) officers.delete(code);
    else officers.set(code, { ...officer, unitCode: code });
  }
  return [...officers.values()];
}

function coveredUnits(roster: Roster): Set<string> {
  return new Set([...roster.values()].flatMap((duties) => [...duties.keys()]));
}

function districtsWithBeats(roster: Roster, units: Units): DistrictsWithBeats {
  const placeOf = (starostaDistrictCode: string, settlementCode = '') =>
    resolvePlace({ hromadaCode: '', starostaDistrictCode, settlementCode }, units);
  const districts = [...coveredUnits(roster)].filter((code) => units.hromadaOf(code, '') !== '');
  const hromadas = new Set(districts.map((code) => placeOf(code).place.hromadaCode));
  if (hromadas.size === 0) return { bySettlement: new Map(), decided: [] };
  const { settlementCodes, districtCodes } = units.decided;
  const isDecided = (code: string): boolean => units.isDecided(code) || units.isDecided(units.successor(code));
  const bySettlement = new Map<string, string>();
  for (const code of new Set([...settlementCodes, ...units.codes])) {
    if (decidedDistrict(code, units) === undefined) continue;
    const { place, former = place } = placeOf('', code);
    if (hromadas.has(place.hromadaCode)) bySettlement.set(code, former.starostaDistrictCode);
  }
  const decided = [...new Set([...districtCodes, ...units.codes])].filter(
    (code) => isDecided(code) && hromadas.has(placeOf(code).place.hromadaCode),
  );
  return { bySettlement, decided };
}

function isPart(code: string, units: Units): boolean {
  return units.hromadaOf(code, code) !== '';
}

/** The hromadas in which merged units lie now, and the parts that such a part has left behind. */
function hromadasAfter(units: Units): Map<string, string> {
  const left = new Set(units.codes.map((code) => units.hromadaOf(code, code)).filter((code) => code !== ''));
  const parts = [...[...left].flatMap((code) => units.partsOf(code)), ...units.codes];
  return new Map(
    parts.map((code) => {
      const current = units.successor(code);
      return [code, units.successor(units.hromadaOf(current, current) || current)];
    }),
  );
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
