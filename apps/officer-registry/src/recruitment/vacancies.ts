import type { ListPlace, Load } from '../incident-load/module.ts';

/** A hromada of the programme. */
export interface Place {
  readonly code: string;
  readonly oblastCode: string;
  readonly population: number;
}

/** Officers in service on the beats of a hromada. */
export interface Staff {
  readonly hasPrimary: boolean;
  readonly officers: number;
}

export interface Vacancy {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly population: number;
  /** Place in the country in the order, from 1. */
  readonly rank: number;
  /** Officers in service on its beats, none of them the primary of the whole. */
  readonly otherOfficers: number;
  readonly load: Load;
}

/** Hromadas without a primary officer, in the order of `compare`. */
export function rankVacancies(
  places: readonly Place[],
  staff: ReadonlyMap<string, Staff>,
  loadOf: (hromadaCode: string) => Load,
  compare: (one: ListPlace, other: ListPlace) => number,
): Vacancy[] {
  return places
    .filter(({ code }) => staff.get(code)?.hasPrimary !== true)
    .map(({ code, oblastCode, population }) => ({
      hromadaCode: code,
      oblastCode,
      population,
      otherOfficers: staff.get(code)?.officers ?? 0,
      load: loadOf(code),
    }))
    .toSorted((one, other) => compare(placeOf(one), placeOf(other)))
    .map((vacancy, index) => ({ ...vacancy, rank: index + 1 }));
}

/** What decides the place of a vacancy in the list. */
export function placeOf({ hromadaCode, population, load }: Omit<Vacancy, 'rank'>): ListPlace {
  return { code: hromadaCode, population, incidents: load.incidents };
}
