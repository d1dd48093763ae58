import { findHromada, findStarostaDistrict } from '@safe-community/territory';
import type { Beat } from '../officers/module.ts';
import type { BeatPlaces } from './beat.ts';
import type { Directory } from './directory.adapter.ts';

export interface Places extends BeatPlaces {
  /** Empty for an unknown hromada. */
  readonly oblastCode: string;
  readonly population: number | undefined;
}

/**
 * Looks up the places of a beat, among the built-in and the imported units. Returns a promise only for unknown ones.
 */
export function placesOf(beat: Beat, directory: Directory): Places | Promise<Places> {
  const hromada = findHromada(beat.hromadaCode) ?? directory.importedUnit(beat.hromadaCode);
  return hromada === undefined ? lookAgain(beat, directory) : toPlaces(beat, hromada);
}

/** A unit that another replica has just imported may not be in memory yet. */
async function lookAgain(beat: Beat, directory: Directory): Promise<Places> {
  await directory.refresh();
  return toPlaces(beat, directory.importedUnit(beat.hromadaCode));
}

interface KnownHromada {
  readonly oblastCode: string;
  /** Only units of the built-in table have it. */
  readonly population?: number;
}

function toPlaces({ starostaDistrictCode }: Beat, hromada: KnownHromada | undefined): Places {
  return {
    hromadaIsKnown: hromada !== undefined,
    oblastCode: hromada?.oblastCode ?? '',
    population: hromada?.population,
    districtHromadaCode:
      starostaDistrictCode === '' ? undefined : findStarostaDistrict(starostaDistrictCode)?.hromadaCode,
  };
}

/** The oblast of a hromada; empty if neither table has it. */
export function oblastOf(hromadaCode: string, directory: Directory): string {
  return (findHromada(hromadaCode) ?? directory.importedUnit(hromadaCode))?.oblastCode ?? '';
}
