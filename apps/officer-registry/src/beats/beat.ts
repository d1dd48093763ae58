import { unless, type BeatAssignment, type Violation } from '@safe-community/domain-kit';
import type { AssignmentRole, Beat, OfficerState } from '../officers/module.ts';

/** An officer's assignment to a beat, with the state of the officer. */
export interface Duty extends BeatAssignment {
  readonly role: AssignmentRole;
  readonly beat: Beat;
  readonly state: OfficerState;
}

/** What the service knows about the places that a beat names. */
export interface BeatPlaces {
  readonly hromadaIsKnown: boolean;
  /** Hromada of the starosta district; undefined if there is no such district. */
  readonly districtHromadaCode: string | undefined;
}

/** The violations of a beat. `path` precedes the names of its fields: "beat." */
export function checkBeat({ hromadaCode, starostaDistrictCode }: Beat, places: BeatPlaces, path: string): Violation[] {
  const districtBelongs = starostaDistrictCode === '' || places.districtHromadaCode === hromadaCode;
  return [
    ...unless(places.hromadaIsKnown, `${path}hromada_code`, 'must be the KATOTTG code of a known hromada or city'),
    ...unless(districtBelongs, `${path}starosta_district_code`, 'must be a starosta district of the hromada'),
  ];
}
