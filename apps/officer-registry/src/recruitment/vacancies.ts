import type { ListPlace } from '../incident-load/module.ts';

/** A hromada of the programme with its beats and officers. */
export interface Place {
  readonly code: string;
  readonly oblastCode: string;
  readonly population: number;
  readonly beats: number;
  /** Beats with a primary at work. */
  readonly staffed: number;
  /** By the rule that the coverage of hromadas has as well. */
  readonly missingOfficers: number;
  readonly officers: number;
  readonly incidents: number;
}

export interface Vacancy {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly population: number;
  /** Place in the country in the order, from 1. */
  readonly rank: number;
  /** Officers at work on its beats. */
  readonly otherOfficers: number;
  readonly vacantBeats: number;
  /** Beats that the norm requires beyond those that exist. */
  readonly missingBeats: number;
  readonly incidents: number;
}

/** Hromadas that lack officers, in the order of `compare`. */
export function rankVacancies(
  places: readonly Place[],
  compare: (one: ListPlace, other: ListPlace) => number,
): Vacancy[] {
  return places
    .filter(({ missingOfficers }) => missingOfficers > 0)
    .map(({ code, oblastCode, population, beats, staffed, missingOfficers, officers, incidents }) => ({
      hromadaCode: code,
      oblastCode,
      population,
      otherOfficers: officers,
      vacantBeats: beats - staffed,
      missingBeats: missingOfficers - (beats - staffed),
      incidents,
    }))
    .toSorted((one, other) => compare(placeOf(one), placeOf(other)))
    .map((vacancy, index) => ({ ...vacancy, rank: index + 1 }));
}

/** What decides the place of a vacancy in the list. */
export function placeOf(vacancy: Omit<Vacancy, 'rank'>): ListPlace {
  const { hromadaCode, population, incidents, vacantBeats, missingBeats } = vacancy;
  return { code: hromadaCode, population, incidents, missing: vacantBeats + missingBeats };
}
