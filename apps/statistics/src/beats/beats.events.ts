import type { OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerAssigned } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onState, requireCode, UncountableEvent } from '../counting/module.ts';
import { settleBeats, type Assignment } from './beat.ts';
import { forgetBeats, saveBeats } from './beats.store.ts';

/** A new primary replaces the former one. Only assignments change a beat: they commute with events of other kinds. */
export const BEAT_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    onState(officerAssigned, (messages) => saveBeats(settleBeats(messages.map(toAssignment))), { commutes: true }),
  ],
  forget: forgetBeats,
};

function toAssignment({ beat, officerId, role, demonstration }: OfficerAssigned): Assignment {
  const hromadaCode = requireCode(beat?.hromadaCode ?? '', 'beat.hromada_code');
  const districtCode = beat?.starostaDistrictCode ?? '';
  return { beat: { hromadaCode, districtCode }, officerId, role: roleOf(role), demonstration };
}

function roleOf(role: AssignmentRole): Assignment['role'] {
  if (role === AssignmentRole.PRIMARY) return 'primary';
  if (role === AssignmentRole.DEPUTY) return 'deputy';
  throw new UncountableEvent('role is unknown');
}
