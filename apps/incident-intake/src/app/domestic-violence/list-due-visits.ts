import type { DueVisit, ViolenceReader, VisitFilter, VisitPlace } from './violence-ports.ts';

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
  // One more than asked for tells whether there is a next page.
  const found = await reader.listDue(filter, after, pageSize + 1);
  const visits = found.slice(0, pageSize);
  return { visits, next: found.length > pageSize ? visits.at(-1) : undefined };
}
