import { OfficerState as Numbers } from '@safe-community/contracts/officers/v1/officer.ts';
import { OFFICER_STATES, type OfficerState } from './officer.ts';

const STATE_OF = new Map<number, OfficerState>(
  OFFICER_STATES.flatMap((state) => (state === 'unknown' ? [] : [[numberOf(state), state] as const])),
);

/** The domain's word for the registry's number of a state. */
export function toOfficerState(number: number): OfficerState {
  return STATE_OF.get(number) ?? 'unknown';
}

function numberOf(state: Exclude<OfficerState, 'unknown'>): number {
  return Numbers[state.toUpperCase() as Uppercase<typeof state>];
}
