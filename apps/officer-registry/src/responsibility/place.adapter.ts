import { unless, type Place, type Violation } from '@safe-community/domain-kit';
import { findSettlement, findStarostaDistrict, locate } from '@safe-community/territory';
import { checkBeatPlace, placesOf, type KnownUnits } from '../beats/module.ts';

/** A place as a caller names it: by codes, or by a point. */
export interface NamedPlace {
  readonly hromadaCode: string;
  readonly starostaDistrictCode: string;
  readonly settlementCode: string;
  readonly location: { readonly latitude: number; readonly longitude: number } | undefined;
}

/** A place after all mergers, and as it was before them if there were any: the beats may still be those. */
export interface ResolvedPlace {
  readonly place: Place;
  readonly former?: Place;
}

export type ReadPlace = ResolvedPlace | { readonly violations: readonly Violation[] };

/** The units that the registry knows, and the successors of merged ones. */
export interface CurrentUnits extends KnownUnits {
  successor(code: string, at: Date): string;
}

/** Reads a place as of an instant. Returns a promise only for a hromada that is not in memory. */
export function readPlace(named: NamedPlace, directory: CurrentUnits, at: Date): ReadPlace | Promise<ReadPlace> {
  const { location, starostaDistrictCode, settlementCode } = named;
  const successor = (code: string): string => directory.successor(code, at);
  if (location !== undefined) return placeOfPoint(named, location, successor);
  const own = hromadaOf(starostaDistrictCode, settlementCode);
  const hromadaCode = named.hromadaCode || own;
  const former = { hromadaCode: own || hromadaCode, starostaDistrictCode, settlementCode };
  const places = placesOf({ hromadaCode, starostaDistrictCode }, directory);
  const read = (known: Awaited<typeof places>): ReadPlace => {
    // A caller may name the successor beside a part of the merged hromada.
    const current = successor(hromadaCode);
    const districtHromadaCode = known.districtHromadaCode && successor(known.districtHromadaCode);
    const isOfHromada = settlementCode === '' || successor(hromadaOf('', settlementCode)) === current;
    const violations = [
      ...checkBeatPlace({ hromadaCode: current, starostaDistrictCode }, { ...known, districtHromadaCode }, ''),
      ...unless(isOfHromada, 'settlement_code', 'must be a settlement or city district of the hromada'),
    ];
    return violations.length > 0 ? { violations } : resolve(former, successor);
  };
  return places instanceof Promise ? places.then(read) : read(places);
}

function hromadaOf(starostaDistrictCode: string, settlementCode: string): string {
  return findStarostaDistrict(starostaDistrictCode)?.hromadaCode ?? findSettlement(settlementCode)?.hromadaCode ?? '';
}

function placeOfPoint(
  { hromadaCode, starostaDistrictCode, settlementCode }: NamedPlace,
  point: NonNullable<NamedPlace['location']>,
  successor: (code: string) => string,
): ReadPlace {
  const isAlone = hromadaCode === '' && starostaDistrictCode === '' && settlementCode === '';
  // By its borders, which are of 2020.
  const located = locate(point)?.code;
  const violations = [
    ...unless(isAlone, 'location', 'must be absent beside a code'),
    ...unless(located !== undefined, 'location', 'must be in Ukraine'),
  ];
  if (located === undefined || violations.length > 0) return { violations };
  return resolve({ hromadaCode: located, starostaDistrictCode: '', settlementCode: '' }, successor);
}

function resolve(former: Place, successor: (code: string) => string): ResolvedPlace {
  const starostaDistrictCode = successor(former.starostaDistrictCode);
  const settlementCode = successor(former.settlementCode);
  // The successor of a part may lie in another hromada.
  const isMoved = starostaDistrictCode !== former.starostaDistrictCode || settlementCode !== former.settlementCode;
  const moved = isMoved ? hromadaOf(starostaDistrictCode, settlementCode) : '';
  const hromadaCode = successor(moved || former.hromadaCode);
  if (hromadaCode === former.hromadaCode && !isMoved) return { place: former };
  return { place: { hromadaCode, starostaDistrictCode, settlementCode }, former };
}

/** The hromadas whose beats may be responsible for the place. */
export function hromadasOf({ place, former }: ResolvedPlace): string[] {
  return former === undefined ? [place.hromadaCode] : [place.hromadaCode, former.hromadaCode];
}

/** The place by the units that have a beat: a beat covers a merged part under its former code until it is changed. */
export function currentUnits(place: Place, former: Place, beats: { has(unitCode: string): boolean }): Place {
  const unitOf = (part: 'starostaDistrictCode' | 'settlementCode'): string =>
    !beats.has(place[part]) && beats.has(former[part]) ? former[part] : place[part];
  return {
    hromadaCode: place.hromadaCode,
    starostaDistrictCode: unitOf('starostaDistrictCode'),
    settlementCode: unitOf('settlementCode'),
  };
}
