import type { ListPlace, Load } from '../incident-load/module.ts';

/** A hromada of the programme. */
export interface Place {
  readonly code: string;
  readonly oblastCode: string;
  readonly population: number;
}

/** The beats of a hromada, and the officers in service on them. */
export interface Staff {
  readonly beats: number;
  /** Beats with a primary. */
  readonly staffed: number;
  readonly officers: number;
}

export interface Vacancy {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly population: number;
  /** Place in the country in the order, from 1. */
  readonly rank: number;
  /** Officers in service on its beats. */
  readonly otherOfficers: number;
  readonly vacantBeats: number;
  /** Beats that the norm requires beyond those that exist. */
  readonly missingBeats: number;
  readonly load: Load;
}

const NO_STAFF: Staff = { beats: 0, staffed: 0, officers: 0 };

/** What decides which hromadas lack officers. */
export interface Needs<Counted extends Place> {
  readonly staff: ReadonlyMap<string, Staff>;
  readonly requiredBeats: (place: Counted) => number;
  readonly loadOf: (hromadaCode: string) => Load;
}

/** Hromadas that lack officers, in the order of `compare`. */
export function rankVacancies<Counted extends Place>(
  places: readonly Counted[],
  { staff, requiredBeats, loadOf }: Needs<Counted>,
  compare: (one: ListPlace, other: ListPlace) => number,
): Vacancy[] {
  return places
    .map((place) => {
      const { code, oblastCode, population } = place;
      const { beats, staffed, officers } = staff.get(code) ?? NO_STAFF;
      return {
        hromadaCode: code,
        oblastCode,
        population,
        otherOfficers: officers,
        vacantBeats: beats - staffed,
        missingBeats: Math.max(0, requiredBeats(place) - beats),
        load: loadOf(code),
      };
    })
    .filter(({ vacantBeats, missingBeats }) => vacantBeats + missingBeats > 0)
    .toSorted((one, other) => compare(placeOf(one), placeOf(other)))
    .map((vacancy, index) => ({ ...vacancy, rank: index + 1 }));
}

/** What decides the place of a vacancy in the list. */
export function placeOf(vacancy: Omit<Vacancy, 'rank'>): ListPlace {
  const { hromadaCode, population, load, vacantBeats, missingBeats } = vacancy;
  return { code: hromadaCode, population, incidents: load.incidents, missing: vacantBeats + missingBeats };
}
