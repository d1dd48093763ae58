import { isNear, type KnownHromada } from '../incident/place.ts';
import type { NamedPlaces, PlaceFacts } from './report-place.ts';
import type { Territory } from '../routing/module.ts';

/** Looks up the places that a report names. A look at the whole map only where the named hromada does not tell. */
export function placesOf(named: NamedPlaces, territory: Territory): PlaceFacts {
  const { starostaDistrictCode, settlementCode, location } = named;
  const districtHromadaCode =
    starostaDistrictCode === '' ? undefined : territory.hromadaOfDistrict(starostaDistrictCode);
  const settlementHromadaCode = settlementCode === '' ? undefined : territory.hromadaOfSettlement(settlementCode);
  const code = named.hromadaCode || districtHromadaCode || settlementHromadaCode || '';
  const { hromada, isFromPoint } =
    code === '' ? nearest(named, territory) : { hromada: territory.find(code), isFromPoint: false };
  return {
    hromada,
    isFromPoint,
    districtHromadaCode,
    settlementHromadaCode,
    isInUkraine: location !== undefined && (isNear(location, hromada) || territory.isInUkraine(location)),
  };
}

function nearest({ location }: NamedPlaces, territory: Territory) {
  const code = location && territory.nearestHromadaCode(location);
  const hromada: KnownHromada | undefined = code === undefined ? undefined : territory.find(code);
  return { hromada, isFromPoint: hromada !== undefined };
}
