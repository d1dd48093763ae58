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

export type ReadPlace = { readonly place: Place } | { readonly violations: readonly Violation[] };

/** Reads a place. Returns a promise only for a hromada that is not in memory. */
export function readPlace(named: NamedPlace, directory: KnownUnits): ReadPlace | Promise<ReadPlace> {
  const { location, settlementCode, starostaDistrictCode } = named;
  if (location !== undefined) return placeOfPoint(named, location);
  const hromadaCode = named.hromadaCode || hromadaOf(starostaDistrictCode, settlementCode);
  const beat = { hromadaCode, starostaDistrictCode };
  const places = placesOf(beat, directory);
  const read = (known: Awaited<typeof places>): ReadPlace => {
    const isOfHromada = settlementCode === '' || findSettlement(settlementCode)?.hromadaCode === hromadaCode;
    const violations = [
      ...checkBeatPlace(beat, known, ''),
      ...unless(isOfHromada, 'settlement_code', 'must be a settlement or city district of the hromada'),
    ];
    return violations.length > 0 ? { violations } : { place: { hromadaCode, starostaDistrictCode, settlementCode } };
  };
  return places instanceof Promise ? places.then(read) : read(places);
}

function hromadaOf(starostaDistrictCode: string, settlementCode: string): string {
  return findStarostaDistrict(starostaDistrictCode)?.hromadaCode ?? findSettlement(settlementCode)?.hromadaCode ?? '';
}

function placeOfPoint(
  { hromadaCode, starostaDistrictCode, settlementCode }: NamedPlace,
  point: NonNullable<NamedPlace['location']>,
): ReadPlace {
  const isAlone = hromadaCode === '' && starostaDistrictCode === '' && settlementCode === '';
  // By its borders.
  const located = locate(point)?.code;
  const violations = [
    ...unless(isAlone, 'location', 'must be absent beside a code'),
    ...unless(located !== undefined, 'location', 'must be in Ukraine'),
  ];
  if (located === undefined || violations.length > 0) return { violations };
  return { place: { hromadaCode: located, starostaDistrictCode: '', settlementCode: '' } };
}
