import { READ_SENSITIVE } from '../entitlement.ts';
import { pageOf, type Page } from '../page.ts';
import type { Reader, SensitiveRead } from '../reading/sensitive-reads.ts';
import type { FoundReport, ReporterSearchPorts } from './reporter-search-ports.ts';

/** What stands in the audit in place of an incident for the search itself, whatever was found. */
const NO_INCIDENT = '00000000-0000-0000-0000-000000000000';

/** Which telephone, and from where on. */
export interface PhoneOrder extends Reader {
  /** In the one form in which telephones are stored. */
  readonly phone: string;
  readonly olderThan: string | undefined;
  readonly pageSize: number;
}

/**
 * The reports of a telephone, newest first; sensitive ones only for those entitled. Who reported what is personal
 * whatever it was, so the search and each report that it found are in the audit before anything is answered.
 */
export async function findReports(ports: ReporterSearchPorts, order: PhoneOrder): Promise<Page<FoundReport>> {
  const { phone, olderThan, pageSize, caller } = order;
  const sensitive = caller.scopes.has(READ_SENSITIVE);
  const found = await ports.finder.find({ phone, sensitive, olderThan, most: pageSize + 1 });
  const answer = pageOf(found, pageSize);
  await ports.reads.record(readsOf(ports, order, [NO_INCIDENT, ...answer.page.map(({ incidentId }) => incidentId)]));
  return answer;
}

function readsOf(
  { origin }: ReporterSearchPorts,
  { caller, actingUser, method, reason }: Reader,
  incidentIds: readonly string[],
): SensitiveRead[] {
  const readAt = origin.now();
  return incidentIds.map((incidentId) => ({
    readId: origin.newId(readAt),
    readAt,
    system: caller.name,
    edrpou: caller.edrpou,
    actingUser,
    method: method.slice(1),
    incidentId,
    reason: reason.normalize(),
  }));
}
