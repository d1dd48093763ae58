import type { OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerAssigned } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { BeatBook } from '../../app/ports.ts';
import { settleBeats, type Assignment } from '../../domain/beat.ts';
import { UncountableEvent } from '../../domain/uncountable-event.ts';
import { onCounted } from './on-counted.ts';
import { codeOf } from './read-event.ts';

/** The registry put an officer on a beat: a new primary takes the place of the former one. */
export function onOfficerAssigned(beats: BeatBook): EventHandler {
  return onCounted(officerAssigned, (em, messages) => beats.settle(em, settleBeats(messages.map(toAssignment))));
}

function toAssignment({ beat, officerId, role, demonstration }: OfficerAssigned): Assignment {
  const hromadaCode = codeOf(beat?.hromadaCode ?? '', 'beat.hromada_code');
  const districtCode = beat?.starostaDistrictCode ?? '';
  return { beat: { hromadaCode, districtCode }, officerId, role: roleOf(role), demonstration };
}

function roleOf(role: AssignmentRole): Assignment['role'] {
  if (role === AssignmentRole.PRIMARY) return 'primary';
  if (role === AssignmentRole.DEPUTY) return 'deputy';
  throw new UncountableEvent('role is unknown');
}
