import { isInForce, type BeatAssignment } from '@safe-community/domain-kit';
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

type DutyState = Pick<Duty, 'role' | 'state' | 'startsAt' | 'endsAt'>;

/** Whether a duty holds at a time, and its officer serves: one on leave keeps the beat, a suspended one does not. */
export function isAtWork(duty: DutyState, at: Date): boolean {
  return (duty.state === 'active' || duty.state === 'on_leave') && isInForce(duty, at);
}

/** Whether a duty staffs its beat. */
export function isOnBeat(duty: DutyState, at: Date): boolean {
  return duty.role === 'primary' && isAtWork(duty, at);
}
