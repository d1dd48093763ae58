import type { DueVisit, ViolenceReader, VisitFilter, VisitPlace } from './violence-ports.ts';
import { pageOf } from '../page.ts';

export interface VisitPage {
  readonly visits: readonly DueVisit[];
  /** The next page begins after this visit; absent on the last page. */
  readonly next: VisitPlace | undefined;
}

/** A page of visits that are due and not done, the oldest first. */
export async function listDueVisits(
  reader: ViolenceReader,
  filter: VisitFilter,
  after: VisitPlace | undefined,
  pageSize: number,
): Promise<VisitPage> {
  const { page, last } = pageOf(await reader.listDue(filter, after, pageSize + 1), pageSize);
  return { visits: page, next: last };
}
