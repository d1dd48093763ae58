import {
  AuditServiceService as Audit,
  ExportEntriesRequest,
  ListCheckpointsRequest,
  SearchEntriesRequest,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { System } from '../../system/system.ts';
import { OFFICIAL } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';

/** Auditor methods, after all other scenarios, so that there are entries to find. */
export async function runAuditsScenario({ probe }: ProbeContext, system: System): Promise<void> {
  for (const service of system.services) {
    const asked = SearchEntriesRequest.fromPartial({ actingUser: OFFICIAL.actingUser });
    const { entries } = await probe.ask(Audit.searchEntries, asked, service);
    requireRead('who did something', entries[0]?.actingUser, OFFICIAL.actingUser);
    await probe.receive(Audit.exportEntries, ExportEntriesRequest.fromPartial({}), 10, service);
    await probe.ask(Audit.listCheckpoints, ListCheckpointsRequest.fromPartial({}), service);
  }
}
