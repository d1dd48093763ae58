import { responsibleOfficer, type BeatAssignment, type DutiesByUnit, type Place } from './responsible-officer.ts';

/** A place after all mergers, and as it was before them if there were any: the beats may still be those. */
export interface ResolvedPlace {
  readonly place: Place;
  readonly former?: Place;
  /** The hromadas that are part of the one of the place, by code. */
  readonly merged: readonly string[];
}

/** The mergers of territorial units and the decisions about starosta districts that are in force on one day. */
export interface UnitsOfDay {
  /** The unit that this one is part of, after all mergers: itself if it was not merged. */
  successor(code: string): string;
  /** The units that were merged into this one, also through others, by code. */
  mergedInto(code: string): readonly string[];
  /** The hromada that the codifier names for a part of it: a starosta district, else a settlement. Empty if none. */
  hromadaOf(starostaDistrictCode: string, settlementCode: string): string;
  /** The starosta district in which a settlement lies by the decision of a council; undefined if there is none. */
  districtOf(settlementCode: string): string | undefined;
  /** Whether a council has decided which settlements a starosta district has. */
  isDecided(starostaDistrictCode: string): boolean;
}

/**
 * The place of a hromada and its parts on a day. A part belongs to its own hromada, whatever hromada is named beside it. If
 * mergers have put the settlement and the starosta district into different hromadas, the settlement counts. Where a council
 * has decided in which starosta district a settlement lies, its decision counts and not the one that is named.
 */
export function resolvePlace(named: Place, units: UnitsOfDay): ResolvedPlace {
  const own = units.hromadaOf(named.starostaDistrictCode, named.settlementCode) || named.hromadaCode;
  const settlementCode = units.successor(named.settlementCode);
  const formerDistrict = districtOfPlace(named, settlementCode, units);
  const district = units.successor(formerDistrict);
  const ofSettlement = settlementCode === '' ? '' : units.successor(units.hromadaOf('', settlementCode) || own);
  const ofDistrict = district === '' ? '' : units.successor(units.hromadaOf(district, '') || own);
  const hromadaCode = ofSettlement || ofDistrict || units.successor(own);
  const isOfPlace = ofDistrict === hromadaCode;
  const place = { hromadaCode, starostaDistrictCode: isOfPlace ? district : '', settlementCode };
  const starostaDistrictCode = isOfPlace ? formerDistrict : '';
  const former = { hromadaCode: own, starostaDistrictCode, settlementCode: named.settlementCode };
  const merged = units.mergedInto(hromadaCode);
  const isChanged =
    place.hromadaCode !== former.hromadaCode ||
    place.starostaDistrictCode !== former.starostaDistrictCode ||
    place.settlementCode !== former.settlementCode;
  return isChanged ? { place, former, merged } : { place, merged };
}

function districtOfPlace(
  { starostaDistrictCode: named, settlementCode }: Place,
  successor: string,
  units: UnitsOfDay,
): string {
  if (settlementCode === '') return named;
  const decided = decidedDistrict(settlementCode, units, successor);
  if (decided !== undefined) return decided;
  // The district has other settlements.
  return units.isDecided(named) || units.isDecided(units.successor(named)) ? '' : named;
}

/** The starosta district of a settlement by the decision of a council: of what it was merged into, else of itself. */
export function decidedDistrict(
  settlementCode: string,
  units: UnitsOfDay,
  successor = units.successor(settlementCode),
): string | undefined {
  const decided = units.districtOf(successor);
  return decided === undefined && successor !== settlementCode ? units.districtOf(settlementCode) : decided;
}

/** The hromadas whose beats may be responsible for the place. */
export function hromadasOf({ place, former, merged }: ResolvedPlace): string[] {
  return [...new Set([place.hromadaCode, ...(former === undefined ? [] : [former.hromadaCode]), ...merged])];
}

/**
 * The duties that count in a place, and the place in their terms. While nobody serves in the successor, the officers of
 * the merged hromada continue: those of the place itself, else those of the first merged hromada that has any.
 */
export function servedPlace<Assignment extends BeatAssignment>(
  dutiesIn: (hromadaCode: string) => DutiesByUnit<Assignment>,
  resolved: ResolvedPlace,
  at: Date,
): { readonly duties: DutiesByUnit<Assignment>; readonly place: Place } {
  const { place, former, merged } = resolved;
  if (former === undefined && merged.length === 0) return { duties: dutiesIn(place.hromadaCode), place };
  const duties = new Map(
    hromadasOf(resolved)
      .toReversed()
      .flatMap((code) => [...dutiesIn(code)]),
  );
  const current = former === undefined ? place : currentUnits(place, former, duties);
  const candidates = [
    current,
    ...(former === undefined ? [] : [{ ...current, hromadaCode: former.hromadaCode }]),
    ...merged.map((hromadaCode) => ({ ...place, hromadaCode })),
  ];
  return { duties, place: candidates.find((each) => responsibleOfficer(duties, each, at) !== undefined) ?? current };
}

/** The place by the units that have a beat: a beat covers a merged part under its former code until it is changed. */
function currentUnits(place: Place, former: Place, beats: { has(unitCode: string): boolean }): Place {
  const unitOf = (part: 'starostaDistrictCode' | 'settlementCode'): string =>
    !beats.has(place[part]) && beats.has(former[part]) ? former[part] : place[part];
  return {
    hromadaCode: place.hromadaCode,
    starostaDistrictCode: unitOf('starostaDistrictCode'),
    settlementCode: unitOf('settlementCode'),
  };
}
