import { OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerRegistered } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import { toOfficerState } from '../../app/officer-state.ts';
import type { StrengthBook } from '../../app/ports.ts';

/** The registry has a new officer: patrol officers may be on the strength of their unit. */
export function onOfficerRegistered(strength: StrengthBook): EventHandler {
  return on(officerRegistered, (em, heard) =>
    strength.noteOfficers(
      em,
      heard
        .filter(({ message }) => message.kind === OfficerKind.PATROL)
        .map(({ message: { officerId, patrolUnitCode, oblastCode, state, demonstration } }) => ({
          officerId,
          unitCode: patrolUnitCode,
          oblastCode,
          state: toOfficerState(state),
          demonstration,
        })),
    ),
  );
}
