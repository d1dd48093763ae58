import type {
  OfficerRegistered,
  OfficerStateChanged,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Received } from '@safe-community/ledger';
import { toOfficerState } from '../../app/officer-state.ts';
import type { PatrolOfficer } from '../../domain/officer.ts';

/** The patrol officers among those whom the registry tells of, as they are now. */
export function patrolOfficersOf(heard: readonly Received<OfficerRegistered | OfficerStateChanged>[]): PatrolOfficer[] {
  return heard
    .filter(({ message }) => message.kind === OfficerKind.PATROL)
    .map(({ message: { officerId, patrolUnitCode, oblastCode, state, demonstration } }) => ({
      officerId,
      unitCode: patrolUnitCode,
      oblastCode,
      state: toOfficerState(state),
      demonstration,
    }));
}
