import { findHromada, findStarostaDistrict } from '@safe-community/territory';
import type { Beat } from '../officers/module.ts';
import type { TerritoryUnit } from '../territory/module.ts';
import type { BeatPlaces } from './beat.ts';
import type { Directory } from './directory.adapter.ts';

export interface Places extends BeatPlaces {
  /** Empty for an unknown hromada. */
  readonly oblastCode: string;
  readonly population: number | undefined;
}

/** Looks up the places that a beat names, among the built-in and the imported units. */
export async function placesOf({ hromadaCode, starostaDistrictCode }: Beat, directory: Directory): Promise<Places> {
  const builtIn = findHromada(hromadaCode);
  const hromada = builtIn ?? (await importedUnit(hromadaCode, directory));
  return {
    hromadaIsKnown: hromada !== undefined,
    oblastCode: hromada?.oblastCode ?? '',
    population: builtIn?.population,
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

/** The oblast of a hromada that is on a beat; empty when neither table knows it. */
export function oblastOf(hromadaCode: string, directory: Directory): string {
  return (findHromada(hromadaCode) ?? directory.importedUnit(hromadaCode))?.oblastCode ?? '';
}
