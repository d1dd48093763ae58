import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { officerAssigned } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';
import type { BeatBook } from '../../app/ports.ts';

/** The registry put an officer on a beat: from now on reports go there. */
export function onOfficerAssigned(beats: BeatBook): EventHandler {
  return on(officerAssigned, async (em, heard) => {
    const assignments = heard.map(({ message }) => ({
      hromadaCode: message.beat?.hromadaCode ?? '',
      districtCode: message.beat?.starostaDistrictCode ?? '',
      officerId: message.officerId,
      role: message.role === AssignmentRole.DEPUTY ? ('deputy' as const) : ('primary' as const),
      active: message.state === OfficerState.ACTIVE,
    }));
    await beats.note(em, assignments);
  });
}
