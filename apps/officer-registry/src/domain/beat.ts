import { unless, type Violation } from './violation.ts';

/** What one officer is responsible for: a hromada, or a starosta district of a large one. */
export interface Beat {
  /** KATOTTG code of a hromada or a city with special status. */
  readonly hromadaCode: string;
  /** Ten digits; empty for the hromada as a whole. */
  readonly starostaDistrictCode: string;
}

/** What is known of the places that a beat names. */
export interface BeatPlaces {
  readonly hromadaIsKnown: boolean;
  /** Hromada of the starosta district; absent when there is no such district. */
  readonly districtHromadaCode: string | undefined;
}

/** All rules that a beat breaks; `path` stands before the names of its fields: "beat.". */
export function checkBeat(beat: Beat, places: BeatPlaces, path: string): Violation[] {
  const { hromadaCode, starostaDistrictCode } = beat;
  const districtBelongs = starostaDistrictCode === '' || places.districtHromadaCode === hromadaCode;
  return [
    ...unless(places.hromadaIsKnown, `${path}hromada_code`, 'must be the KATOTTG code of a known hromada or city'),
    ...unless(districtBelongs, `${path}starosta_district_code`, 'must be a starosta district of the hromada'),
  ];
}

export function isSameBeat(a: Beat, b: Beat): boolean {
  return a.hromadaCode === b.hromadaCode && a.starostaDistrictCode === b.starostaDistrictCode;
}
