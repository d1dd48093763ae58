import type { BeatAssignment } from '@safe-community/domain-kit';
import type { BeatPlace } from '../beats/module.ts';
import type { OfficerState } from '../officers/module.ts';

/** An officer's assignment to a beat, with the state of the officer. */
export interface Duty extends BeatAssignment {
  readonly beatId: string;
  readonly beat: BeatPlace;
  /** The units that the beat covers by itself. */
  readonly unitCodes: readonly string[];
  readonly state: OfficerState;
}
