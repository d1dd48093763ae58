import { findHromada, findOblast, findStarostaDistrict } from '@safe-community/territory';
import type { Beat, BeatPlaces } from '../domain/beat.ts';
import type { FirstLevel } from '../domain/territory-list.ts';
import type { TerritoryUnit } from '../domain/territory-unit.ts';
import type { Directory } from './ports.ts';

/** The units of the first level: 24 oblasts, AR Crimea, and two cities with special status. */
export const firstLevel: FirstLevel = {
  isOblast: (code) => isOfKind(code, false),
  isSpecialCity: (code) => isOfKind(code, true),
};

export function isFirstLevel(code: string): boolean {
  return firstLevel.isOblast(code) || firstLevel.isSpecialCity(code);
}

function isOfKind(code: string, special: boolean): boolean {
  const unit = findOblast(code);
  return unit?.code === code && (unit.kind === 'special-city') === special;
}

/** A unit of the built-in table. */
export function builtInUnit(code: string): TerritoryUnit | undefined {
  const hromada = findHromada(code);
  if (hromada === undefined) return undefined;
  const { name, oblastCode, raionCode } = hromada;
  return hromada.kind === 'special-city'
    ? { code, name, category: 'K', oblastCode, raionCode: '' }
    : { code, name, category: 'H', oblastCode, raionCode };
}

export interface Places extends BeatPlaces {
  /** Empty for an unknown hromada. */
  readonly oblastCode: string;
  readonly population: number | undefined;
}

/** Looks up the places that a beat names, among the built-in and the imported units. */
export async function placesOf(beat: Beat, directory: Directory): Promise<Places> {
  const hromada = findHromada(beat.hromadaCode) ?? (await importedUnit(beat.hromadaCode, directory));
  const { starostaDistrictCode } = beat;
  return {
    hromadaIsKnown: hromada !== undefined,
    oblastCode: hromada?.oblastCode ?? '',
    population: hromada !== undefined && 'population' in hromada ? hromada.population : undefined,
    districtHromadaCode:
      starostaDistrictCode === '' ? undefined : findStarostaDistrict(starostaDistrictCode)?.hromadaCode,
  };
}

/** What another replica imported a moment ago may not be in memory yet, so an unknown unit is looked for again. */
async function importedUnit(code: string, directory: Directory): Promise<TerritoryUnit | undefined> {
  const known = directory.importedUnit(code);
  if (known !== undefined) return known;
  await directory.refresh();
  return directory.importedUnit(code);
}
