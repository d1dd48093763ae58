import { findHromada, findSettlement, findStarostaDistrict, hromadaOfDistrict } from '@safe-community/territory';
import type { Beat, BeatPlace, BeatPlaces } from './beat.ts';
import { kyivDay, unless, type Violation } from '@safe-community/domain-kit';

/** The units that were imported from the codifier, in memory. */
export interface KnownUnits {
  importedUnit(code: string): { readonly oblastCode: string } | undefined;
  /** The unit that this one is part of at an instant, after all mergers: itself if it was not merged. */
  successor(code: string, at: Date): string;
  /** The units that were merged into this one by an instant. */
  mergedInto(code: string, at: Date): readonly string[];
  /** Since which day all of these units of a hromada have been occupied; undefined if one of them is not at that instant. */
  occupiedSince(unitCodes: readonly string[], hromadaCode: string, at: Date): string | undefined;
  /** Resolves when everything that was committed before the call is in memory. */
  refresh(): Promise<void>;
}

export interface Places extends BeatPlaces {
  /** Empty for an unknown hromada. */
  readonly oblastCode: string;
  readonly population: number | undefined;
}

/**
 * Looks up the places of a beat, among the built-in and the imported units. Returns a promise only for unknown ones.
 */
export function placesOf(beat: BeatPlace, directory: KnownUnits): Places | Promise<Places> {
  const hromada = findHromada(beat.hromadaCode) ?? directory.importedUnit(beat.hromadaCode);
  return hromada === undefined ? lookAgain(beat, directory) : toPlaces(beat, hromada);
}

/** A unit that another replica has just imported may not be in memory yet. */
async function lookAgain(beat: BeatPlace, directory: KnownUnits): Promise<Places> {
  await directory.refresh();
  return toPlaces(beat, directory.importedUnit(beat.hromadaCode));
}

interface KnownHromada {
  readonly oblastCode: string;
  /** Only units of the built-in table have it. */
  readonly population?: number;
}

function toPlaces({ starostaDistrictCode }: BeatPlace, hromada: KnownHromada | undefined): Places {
  return {
    hromadaIsKnown: hromada !== undefined,
    oblastCode: hromada?.oblastCode ?? '',
    population: hromada?.population,
    districtHromadaCode: starostaDistrictCode === '' ? undefined : hromadaOfDistrict(starostaDistrictCode),
  };
}

/** The oblast of a hromada; empty if neither table has it. */
export function oblastOf(hromadaCode: string, directory: Pick<KnownUnits, 'importedUnit'>): string {
  return (findHromada(hromadaCode) ?? directory.importedUnit(hromadaCode))?.oblastCode ?? '';
}

/** The hromada of a starosta district, settlement or city district; undefined if there is no such unit. */
function hromadaOfUnit(code: string): string | undefined {
  return hromadaOfDistrict(code) ?? findSettlement(code)?.hromadaCode;
}

/** The hromada of a part at an instant, after all mergers; undefined if there is no such part. */
export function hromadasOfUnits(
  { successor }: Pick<KnownUnits, 'successor'>,
  at: Date,
): (code: string) => string | undefined {
  return (code) => {
    const hromadaCode = hromadaOfUnit(code);
    return hromadaCode && successor(hromadaCode, at);
  };
}

/** The violation of a hromada that was merged by an instant: nothing new can be defined there. */
export function checkNotMerged(
  hromadaCode: string,
  { successor }: Pick<KnownUnits, 'successor'>,
  at: Date,
  path = '',
): Violation[] {
  const current = successor(hromadaCode, at);
  return unless(current === hromadaCode, `${path}hromada_code`, `must not be merged: it is part of ${current}`);
}

/**
 * The violation of a beat that covers nothing but occupied units at an instant: the police do not work there. A beat at the
 * front may be staffed.
 */
export function checkNotOccupied(
  { hromadaCode, unitCodes }: Pick<Beat, 'hromadaCode' | 'unitCodes'>,
  { occupiedSince }: Pick<KnownUnits, 'occupiedSince'>,
  at: Date,
  field: string,
): Violation[] {
  const since = occupiedSince(unitCodes, hromadaCode, at);
  const rule = `must not be occupied on ${kyivDay(at)}: it has been since ${since}`;
  return unless(since === undefined, field, rule);
}

/** A name for the beat of a place; its code if only the codifier has it. */
export function nameOfPlace({ hromadaCode, starostaDistrictCode }: BeatPlace): string {
  if (starostaDistrictCode === '') return findHromada(hromadaCode)?.name ?? hromadaCode;
  return findStarostaDistrict(starostaDistrictCode)?.name ?? starostaDistrictCode;
}
