import type { Day } from '@safe-community/domain-kit';
import { findHromada, hromadas, specialCities, type Hromada } from '@safe-community/territory';
import type { History } from './history.ts';

/**
 * The hromadas where an officer can serve. Cities with special status are not among them, nor are hromadas that were
 * merged into another one.
 */
export interface OpenHromadas {
  /** By code. */
  readonly open: readonly Hromada[];
  readonly occupied: readonly Hromada[];
}

/**
 * Divides the hromadas of an oblast by their status on a day, as far as it is known.
 *
 * @param oblastCode empty for the country.
 */
export function openHromadas(history: History, day: Day, oblastCode = ''): OpenHromadas {
  const wanted = hromadas()
    .filter((hromada) => oblastCode === '' || hromada.oblastCode === oblastCode)
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const open: Hromada[] = [];
  const occupied: Hromada[] = [];
  for (const hromada of wanted) {
    const { status, merged } = history.stateOn(day, hromada.code);
    if (merged !== undefined) continue;
    if (status === 'occupied') occupied.push(hromada);
    else open.push(hromada);
  }
  return { open, occupied };
}

/** The hromadas and cities with special status of a day: without merged ones, whose people count for the successor. */
export function hromadasOn(history: History, day: Day): Hromada[] {
  return [...hromadas(), ...specialCities()]
    .filter(({ code }) => history.stateOn(day, code).merged === undefined)
    .map((hromada) => {
      const parts = history.mergedInto(day, hromada.code);
      return parts.length === 0 ? hromada : { ...hromada, population: peopleWith(hromada.population, parts) };
    });
}

/** The people of a hromada with those of the hromadas that were merged into it. */
export function peopleWith(population: number, parts: readonly string[]): number {
  return parts.reduce((sum, code) => sum + (findHromada(code)?.population ?? 0), population);
}
