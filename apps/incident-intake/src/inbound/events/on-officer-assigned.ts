import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { officerAssigned } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { BeatAssignment, BeatBook } from '../../app/ports.ts';

/** The registry put an officer on a beat: from now on reports go there. */
export function onOfficerAssigned(beats: BeatBook): EventHandler {
  return on(officerAssigned, (em, heard) =>
    beats.note(
      em,
      heard.map(({ message }) => toAssignment(message)),
    ),
  );
}

/** Throws when the event names no beat or no part that this version knows: a guess would send reports astray. */
function toAssignment({ officerId, beat, role, state }: OfficerAssigned): BeatAssignment {
  if (beat === undefined || beat.hromadaCode === '') throw new Error('an assignment without a beat');
  return {
    hromadaCode: beat.hromadaCode,
    districtCode: beat.starostaDistrictCode,
    officerId,
    role: roleOf(role),
    active: state === OfficerState.ACTIVE,
  };
}

function roleOf(role: AssignmentRole): BeatAssignment['role'] {
  if (role === AssignmentRole.PRIMARY) return 'primary';
  if (role === AssignmentRole.DEPUTY) return 'deputy';
  throw new Error('an assignment with an unknown role');
}
