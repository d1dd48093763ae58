import {
  AuditServiceService as Audit,
  ExportEntriesRequest,
  ListCheckpointsRequest,
  SearchEntriesRequest,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { System } from '../../system/system.ts';
import { OFFICIAL } from '../canaries.ts';
import { requireRead, type Walker } from '../walk.ts';

/** What auditors do, after all the others: what those did is there to be found. */
export async function walkAudits({ witness }: Walker, system: System): Promise<void> {
  for (const service of system.services) {
    const asked = SearchEntriesRequest.fromPartial({ actingUser: OFFICIAL.actingUser });
    const { entries } = await witness.ask(Audit.searchEntries, asked, service);
    requireRead('who did something', entries[0]?.actingUser, OFFICIAL.actingUser);
    await witness.hear(Audit.exportEntries, ExportEntriesRequest.fromPartial({}), 10, service);
    await witness.ask(Audit.listCheckpoints, ListCheckpointsRequest.fromPartial({}), service);
  }
}
