import { createHash } from 'node:crypto';
import { ListDueVisitsRequest } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import type { Violation } from '@safe-community/grpc-kit';
import { validate as isUuid } from 'uuid';
import type { VisitPlace } from '../../../app/domestic-violence/violence-ports.ts';

/** The token of a page: after which visit it begins, and for which filter it holds. */
export function visitToken(request: ListDueVisitsRequest, { dueAt, visitId }: VisitPlace): string {
  return Buffer.from(`${dueAt.getTime()}.${visitId}.${filterMark(request)}`).toString('base64url');
}

interface PageStart {
  /** Absent for the first page. */
  readonly after: VisitPlace | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the token of a request whose filter is valid. */
export function readVisitToken(request: ListDueVisitsRequest): PageStart {
  if (request.pageToken === '') return { after: undefined, violations: [] };
  const [time = '', visitId = '', mark] = Buffer.from(request.pageToken, 'base64url').toString().split('.');
  if (!/^\d{1,14}$/.test(time) || !isUuid(visitId)) return broken('must be a next_page_token of an earlier answer');
  if (mark !== filterMark(request)) return broken('is of a list with another filter');
  return { after: { dueAt: new Date(Number(time)), visitId }, violations: [] };
}

function broken(rule: string): PageStart {
  return { after: undefined, violations: [{ field: 'page_token', rule }] };
}

function filterMark(request: ListDueVisitsRequest): string {
  const filter = ListDueVisitsRequest.encode({ ...request, pageToken: '', pageSize: 0 }).finish();
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}
