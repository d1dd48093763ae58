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

/** The place of a hromada and its parts on a day. A part belongs to its own hromada, whatever hromada is named beside it. */
export function resolvePlace(named: Place, mergers: MergersOfDay): ResolvedPlace {
  const own = mergers.hromadaOf(named.starostaDistrictCode, named.settlementCode);
  const former = { ...named, hromadaCode: own || named.hromadaCode };
  const starostaDistrictCode = mergers.successor(former.starostaDistrictCode);
  const settlementCode = mergers.successor(former.settlementCode);
  // The successor of a part may lie in another hromada.
  const isMoved = starostaDistrictCode !== former.starostaDistrictCode || settlementCode !== former.settlementCode;
  const moved = isMoved ? mergers.hromadaOf(starostaDistrictCode, settlementCode) : '';
  const hromadaCode = mergers.successor(moved || former.hromadaCode);
  const merged = mergers.mergedInto(hromadaCode);
  if (hromadaCode === former.hromadaCode && !isMoved) return { place: former, merged };
  return { place: { hromadaCode, starostaDistrictCode, settlementCode }, former, merged };
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
    ...(former === undefined ? [] : [former]),
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
