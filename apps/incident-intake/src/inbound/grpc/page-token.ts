import { createHash } from 'node:crypto';
import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Violation } from '@safe-community/grpc-kit';
import { validate as isUuid } from 'uuid';

/** The token of the page after `after`: where it begins, and for which filter it holds. */
export function pageToken(request: ListIncidentsRequest, after: string): string {
  return Buffer.from(`${after}.${filterMark(request)}`).toString('base64url');
}

/** Where the page begins; none for the first page. */
export function readPageToken(request: ListIncidentsRequest): { after: string | undefined; violations: Violation[] } {
  if (request.pageToken === '') return { after: undefined, violations: [] };
  const [after = '', mark] = Buffer.from(request.pageToken, 'base64url').toString().split('.');
  if (!isUuid(after)) return broken('must be a next_page_token of an earlier answer');
  if (mark !== filterMark(request)) return broken('is of a list with another filter');
  return { after, violations: [] };
}

function broken(rule: string): { after: undefined; violations: Violation[] } {
  return { after: undefined, violations: [{ field: 'page_token', rule }] };
}

function filterMark(request: ListIncidentsRequest): string {
  const filter = ListIncidentsRequest.encode({ ...request, pageToken: '', pageSize: 0 }).finish();
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}
