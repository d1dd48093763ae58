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
  /** Place in the country, from 1. */
  readonly rank: number;
  /** Officers in service on its beats, none of them the primary of the whole. */
  readonly otherOfficers: number;
}

/** Hromadas without a primary officer, the most populous first; of equal ones, by code. */
export function rankVacancies(places: readonly Place[], staff: ReadonlyMap<string, Staff>): Vacancy[] {
  return places
    .filter(({ code }) => staff.get(code)?.hasPrimary !== true)
    .toSorted((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1))
    .map(({ code, oblastCode, population }, index) => ({
      hromadaCode: code,
      oblastCode,
      population,
      rank: index + 1,
      otherOfficers: staff.get(code)?.officers ?? 0,
    }));
}

/** Where a page ends. */
export type VacancyPlace = Pick<Vacancy, 'population' | 'hromadaCode'>;

/** Whether a vacancy comes after the place, although others may have been filled since. */
export function isAfter({ population, hromadaCode }: Vacancy, place: VacancyPlace): boolean {
  return population < place.population || (population === place.population && hromadaCode > place.hromadaCode);
}
