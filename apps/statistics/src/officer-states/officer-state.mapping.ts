import { OfficerState as Numbers } from '@safe-community/contracts/officers/v1/officer.ts';
import { OFFICER_STATES, type OfficerState } from './officer-state.ts';

const STATE_OF = new Map<number, OfficerState>(
  OFFICER_STATES.map((state) => [Numbers[state.toUpperCase() as Uppercase<OfficerState>], state]),
);

/** Undefined for 0 and for a state that only a later registry knows. */
export function toOfficerState(number: number): OfficerState | undefined {
  return STATE_OF.get(number);
}
