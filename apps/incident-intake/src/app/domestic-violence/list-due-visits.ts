import { demandReader, recordReads, type Reader, type ReadPorts } from '../reading/sensitive-reads.ts';
import type { DueVisit, ViolenceReader, VisitFilter, VisitPlace } from './violence-ports.ts';
import { pageOf } from '../page.ts';

export interface VisitPage {
  readonly visits: readonly DueVisit[];
  /** The next page begins after this visit; absent on the last page. */
  readonly next: VisitPlace | undefined;
}

export interface DueVisitPorts extends ReadPorts {
  readonly violenceReader: Pick<ViolenceReader, 'listDue'>;
}

/** A page of visits that are due and not done, the oldest first; that their cases are read is recorded first. */
export async function listDueVisits(
  ports: DueVisitPorts,
  reader: Reader,
  filter: VisitFilter,
  after: VisitPlace | undefined,
  pageSize: number,
): Promise<VisitPage> {
  demandReader(reader, 'domestic_violence');
  const { page, last } = pageOf(await ports.violenceReader.listDue(filter, after, pageSize + 1), pageSize);
  const cases = new Set(page.map(({ incidentId }) => incidentId));
  await recordReads(ports, reader, 'domestic_violence', [...cases]);
  return { visits: page, next: last };
}
