import {
  isInForce,
  kyivDay,
  resolvePlace,
  responsibleOfficer,
  servedPlace,
  unless,
  type DecidedDistricts,
  type DutiesByUnit,
  type Place,
  type ResolvedPlace,
  type UnitsOfDay,
  type Violation,
} from '@safe-community/domain-kit';
import { findSettlement, hromadaOfDistrict, locate, type LocatedPoint } from '@safe-community/territory';
import type { KnownUnits } from '../beats/module.ts';
import { checkBeatPlace } from '../beats/beat.ts';
import { placesOf } from '../beats/places.ts';
import type { Duty } from './duty.ts';

/** A place as a caller names it: by codes, or by a point. */
export interface NamedPlace {
  readonly hromadaCode: string;
  readonly starostaDistrictCode: string;
  readonly settlementCode: string;
  readonly location: { readonly latitude: number; readonly longitude: number } | undefined;
}

/** How certain the hromada of a point is. */
type PointCertainty = Pick<LocatedPoint, 'certainty' | 'distanceToBorderMetres' | 'oblastCode'>;

/** A place, and how certain it is if a point names it; without a hromada in AR Crimea. */
export interface FoundPlace extends ResolvedPlace {
  readonly located?: PointCertainty;
}

export type ReadPlace = FoundPlace | { readonly violations: readonly Violation[] };

/** The units that the registry knows, their mergers, and their starosta districts. */
export interface CurrentUnits extends KnownUnits {
  districts(): DecidedDistricts;
}

type ResolvingUnits = Pick<CurrentUnits, 'successor' | 'mergedInto' | 'districts'>;

/** Reads a place as of an instant. Returns a promise only for a hromada that is not in memory. */
export function readPlace(named: NamedPlace, directory: CurrentUnits, at: Date): ReadPlace | Promise<ReadPlace> {
  const { location, starostaDistrictCode, settlementCode } = named;
  const units = unitsAt(directory, at);
  if (location !== undefined) return placeOfPoint(named, location, units);
  const successor = (code: string): string => units.successor(code);
  const own = hromadaOf(starostaDistrictCode, settlementCode);
  const hromadaCode = named.hromadaCode || own;
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
    return violations.length > 0
      ? { violations }
      : resolvePlace({ hromadaCode, starostaDistrictCode, settlementCode }, units);
  };
  return places instanceof Promise ? places.then(read) : read(places);
}

function unitsAt(directory: ResolvingUnits, at: Date): UnitsOfDay {
  return {
    successor: (code) => directory.successor(code, at),
    mergedInto: (code) => directory.mergedInto(code, at),
    hromadaOf,
    districtOf: (code) => directory.districts().districtOf(code, kyivDay(at)),
    isDecided: (code) => directory.districts().isDecided(code, kyivDay(at)),
  };
}

/** Who serves a known part of a hromada: the officers on the beat that covers it, and on that of the responsible one. */
export function servedPart(
  part: Pick<Place, 'starostaDistrictCode' | 'settlementCode'>,
  directory: ResolvingUnits & { dutiesIn(hromadaCode: string): DutiesByUnit<Duty> },
  at: Date,
): { readonly hromadaCode: string; readonly officerIds: readonly string[] } {
  const resolved = resolvePlace({ hromadaCode: '', ...part }, unitsAt(directory, at));
  const { duties, place } = servedPlace((code) => directory.dutiesIn(code), resolved, at);
  const { settlementCode, starostaDistrictCode, hromadaCode } = place;
  const covering = [settlementCode, starostaDistrictCode, hromadaCode].find((code) => duties.has(code));
  const found = responsibleOfficer(duties, place, at);
  const onBeats = [covering, found?.unitCode].flatMap((code = '') => duties.get(code) ?? []);
  const officerIds = onBeats.filter((duty) => isInForce(duty, at)).map(({ officerId }) => officerId);
  return { hromadaCode: resolved.place.hromadaCode, officerIds: [...new Set(officerIds)] };
}

function hromadaOf(starostaDistrictCode: string, settlementCode: string): string {
  return hromadaOfDistrict(starostaDistrictCode) ?? findSettlement(settlementCode)?.hromadaCode ?? '';
}

function placeOfPoint(
  { hromadaCode, starostaDistrictCode, settlementCode }: NamedPlace,
  point: NonNullable<NamedPlace['location']>,
  units: UnitsOfDay,
): ReadPlace {
  const isAlone = hromadaCode === '' && starostaDistrictCode === '' && settlementCode === '';
  // By its borders, which are of 2020.
  const located = locate(point);
  const violations = [
    ...unless(isAlone, 'location', 'must be absent beside a code'),
    ...unless(located !== undefined, 'location', 'must be in Ukraine'),
  ];
  if (located === undefined || violations.length > 0) return { violations };
  const place = { hromadaCode: located.code ?? '', starostaDistrictCode: '', settlementCode: '' };
  return { ...resolvePlace(place, units), located };
}

/** Since when a place has been occupied at an instant, a point in AR Crimea as well; undefined if it is not. */
export function occupiedSince(
  directory: Pick<KnownUnits, 'occupiedSince'>,
  { place, former, located }: FoundPlace,
  at: Date,
): string | undefined {
  const { hromadaCode, settlementCode } = former ?? place;
  const whole = hromadaCode || (located?.oblastCode ?? '');
  return directory.occupiedSince([settlementCode || whole], whole, at);
}
