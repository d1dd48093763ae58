import { maySeeIncident } from '../incident/access.adapter.ts';
import { pageOf, type Page } from '../incident/page.app.ts';
import { readsOf, type Reader } from '../incident/sensitive-reads.app.ts';
import type { FoundReport, ReporterSearchPorts } from './reporter-search-ports.app.ts';

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
 * The reports of a telephone, newest first, of those that the caller may see: the others are as if they were not there.
 * Who reported what is personal whatever it was, so the search and each report that it found are in the audit before
 * anything is answered.
 */
export async function findReports(ports: ReporterSearchPorts, order: PhoneOrder): Promise<Page<FoundReport>> {
  const answer = pageOf(await visibleReports(ports, order), order.pageSize);
  const found = answer.page.map(({ incidentId }) => incidentId);
  await ports.reads.record(readsOf(ports.origin, order, [NO_INCIDENT, ...found]));
  return answer;
}

/** One telephone has few reports: nearly always one look finds them all. */
const LOOK = 500;

/** One more than the page holds, if there is one. */
async function visibleReports(
  { finder }: ReporterSearchPorts,
  { phone, olderThan, pageSize, rights }: PhoneOrder,
): Promise<FoundReport[]> {
  const visible: FoundReport[] = [];
  for (let before = olderThan; ;) {
    const found = await finder.find(phone, before, LOOK);
    visible.push(...found.filter((report) => maySeeIncident(rights, report)));
    if (visible.length > pageSize || found.length < LOOK) return visible;
    before = found.at(-1)?.incidentId;
  }
}
