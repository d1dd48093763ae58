import { createHash } from 'node:crypto';
import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Violation } from '@safe-community/grpc-kit';
import { validate as isUuid } from 'uuid';

/** The token of a page: below which id it begins, and for which filter it holds. */
export function pageToken(request: ListIncidentsRequest, olderThan: string): string {
  return Buffer.from(`${olderThan}.${filterMark(request)}`).toString('base64url');
}

interface PageStart {
  /** Absent for the first page. */
  readonly olderThan: string | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the token of a request whose filter is valid. */
export function readPageToken(request: ListIncidentsRequest): PageStart {
  if (request.pageToken === '') return { olderThan: undefined, violations: [] };
  const [olderThan = '', mark] = Buffer.from(request.pageToken, 'base64url').toString().split('.');
  if (!isUuid(olderThan)) return broken('must be a next_page_token of an earlier answer');
  if (mark !== filterMark(request)) return broken('is of a list with another filter');
  return { olderThan, violations: [] };
}

function broken(rule: string): PageStart {
  return { olderThan: undefined, violations: [{ field: 'page_token', rule }] };
}

function filterMark(request: ListIncidentsRequest): string {
  const filter = ListIncidentsRequest.encode({ ...request, pageToken: '', pageSize: 0 }).finish();
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}
