import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { officerAssigned } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { BeatBook } from '../incident/ports.app.ts';
import type { BeatAssignment } from './roster.ts';

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
function toAssignment({ officerId, beat, role, state, assignedTime }: OfficerAssigned): BeatAssignment {
  if (beat === undefined || beat.hromadaCode === '') throw new Error('an assignment without a beat');
  if (assignedTime === undefined) throw new Error('an assignment without its time');
  return {
    hromadaCode: beat.hromadaCode,
    districtCode: beat.starostaDistrictCode,
    officerId,
    role: roleOf(role),
    // As it is then, whatever changes were heard before: officers change state without being on a beat.
    active: state === OfficerState.ACTIVE,
    assignedAt: assignedTime,
  };
}

function roleOf(role: AssignmentRole): BeatAssignment['role'] {
  if (role === AssignmentRole.PRIMARY) return 'primary';
  if (role === AssignmentRole.DEPUTY) return 'deputy';
  throw new Error('an assignment with an unknown role');
}
