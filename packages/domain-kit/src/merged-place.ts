import { responsibleOfficer, type BeatAssignment, type DutiesByUnit, type Place } from './responsible-officer.ts';

/** A place after all mergers, and as it was before them if there were any: the beats may still be those. */
export interface ResolvedPlace {
  readonly place: Place;
  readonly former?: Place;
  /** The hromadas that are part of the one of the place, by code. */
  readonly merged: readonly string[];
}

/** The mergers of territorial units on one day. */
export interface MergersOfDay {
  /** The unit that this one is part of, after all mergers: itself if it was not merged. */
  successor(code: string): string;
  /** The units that were merged into this one, also through others, by code. */
  mergedInto(code: string): readonly string[];
  /** The hromada that the codifier names for a part of it: a starosta district, else a settlement. Empty if none. */
  hromadaOf(starostaDistrictCode: string, settlementCode: string): string;
}

/**
 * The place of a hromada and its parts on a day. A part belongs to its own hromada, whatever hromada is named beside it. If
 * mergers have put the settlement and the starosta district into different hromadas, the settlement counts.
 */
export function resolvePlace(named: Place, mergers: MergersOfDay): ResolvedPlace {
  const own = mergers.hromadaOf(named.starostaDistrictCode, named.settlementCode) || named.hromadaCode;
  const settlementCode = mergers.successor(named.settlementCode);
  const district = mergers.successor(named.starostaDistrictCode);
  const ofSettlement = settlementCode === '' ? '' : mergers.successor(mergers.hromadaOf('', settlementCode) || own);
  const ofDistrict = district === '' ? '' : mergers.successor(mergers.hromadaOf(district, '') || own);
  const hromadaCode = ofSettlement || ofDistrict || mergers.successor(own);
  const isOfPlace = ofDistrict === hromadaCode;
  const place = { hromadaCode, starostaDistrictCode: isOfPlace ? district : '', settlementCode };
  const starostaDistrictCode = isOfPlace ? named.starostaDistrictCode : '';
  const former = { hromadaCode: own, starostaDistrictCode, settlementCode: named.settlementCode };
  const merged = mergers.mergedInto(hromadaCode);
  const isChanged =
    place.hromadaCode !== former.hromadaCode ||
    place.starostaDistrictCode !== former.starostaDistrictCode ||
    place.settlementCode !== former.settlementCode;
  return isChanged ? { place, former, merged } : { place, merged };
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
