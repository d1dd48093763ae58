import type {
  OfficerRegistered,
  OfficerStateChanged,
  OfficerUpdated,
} from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerRegistered, officerStateChanged, officerUpdated, patrolUnitRegistered } from '@safe-community/events';
import { on, type Received } from '@safe-community/ledger';
import type { Subscription } from '@safe-community/service-kit';
import { toOfficerState } from './officer.mapping.ts';
import type { PatrolOfficer } from './officer.ts';
import { forgetOfficers, saveOfficers, saveUnits } from './strength.store.ts';

/** Units to which cameras can be delivered, and the officers on the strength of each. */
export const REGISTRY_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    on(patrolUnitRegistered, (received) => [
      saveUnits(received.map(({ message: { patrolUnitCode, ...unit } }) => ({ ...unit, code: patrolUnitCode }))),
    ]),
    on(officerRegistered, (received) => [saveOfficers(patrolOfficersOf(received))]),
    on(officerStateChanged, (received) => [saveOfficers(patrolOfficersOf(received))]),
    // A move to another unit. The officer takes the camera along, which stays one of the former unit.
    on(officerUpdated, (received) => [saveOfficers(patrolOfficersOf(received))]),
  ],
  forget: forgetOfficers,
};

function patrolOfficersOf(
  received: readonly Received<OfficerRegistered | OfficerStateChanged | OfficerUpdated>[],
): PatrolOfficer[] {
  return received
    .filter(({ message }) => message.kind === OfficerKind.PATROL)
    .map(({ message: { officerId, patrolUnitCode, oblastCode, state }, envelope }) => ({
      officerId,
      unitCode: patrolUnitCode,
      oblastCode,
      state: toOfficerState(state),
      changedAt: envelope.recordedAt,
    }));
}
