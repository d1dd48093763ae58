import { SearchEntriesRequest, type AuditEntry } from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { OperatedService } from '../connection/operated-services.ts';

const PAGE = 500;

/** Up to `limit` audit entries of a service, newest first; fetches pages lazily. */
export async function* readEntries(
  { audit }: OperatedService,
  filter: Partial<SearchEntriesRequest>,
  limit: number,
): AsyncGenerator<AuditEntry> {
  let [pageToken, left] = ['', limit];
  while (left > 0) {
    const request = SearchEntriesRequest.fromPartial({ ...filter, pageSize: Math.min(left, PAGE), pageToken });
    const page = await audit.searchEntries(request);
    yield* page.entries;
    left -= page.entries.length;
    pageToken = page.nextPageToken;
    if (pageToken === '') return;
  }
}
