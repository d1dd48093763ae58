import type { Hromada } from './hromada.ts';
import { hromadaTable } from './hromada-table.ts';
import { specialCities } from './special-cities.ts';

let byCode: ReadonlyMap<string, Hromada> | undefined;

/**
 * The 1,469 hromadas in the order of their codes. The 303 hromadas of AR Crimea, which the codifier also lists, and the
 * two special cities are not among them. Source: KSE Loc Data Hub (MIT), see README.md.
 */
export function hromadas(): readonly Hromada[] {
  return hromadaTable().hromadas;
}

/** The hromada or special city with this KATOTTG code. */
export function findHromada(code: string): Hromada | undefined {
  byCode ??= new Map([...hromadas(), ...specialCities()].map((hromada) => [hromada.code, hromada]));
  return byCode.get(code);
}
