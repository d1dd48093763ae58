import { ListDueVisitsRequest } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import type { VisitPlace } from './violence-ports.app.ts';
import { pageTokenOf, readPageTokenOf, toId, type PageStart } from '../incident/page-token.grpc.ts';

/** The token of the page that begins after a visit. */
export function visitToken(request: ListDueVisitsRequest, { dueAt, visitId }: VisitPlace): string {
  return pageTokenOf(filterOf(request), `${dueAt.getTime()}.${visitId}`);
}

/** Reads the token of a request whose filter is valid. */
export function readVisitToken(request: ListDueVisitsRequest): PageStart<VisitPlace> {
  return readPageTokenOf(filterOf(request), request.pageToken, toPlace);
}

function toPlace(text: string): VisitPlace | undefined {
  const [time = '', id = ''] = text.split('.');
  const visitId = toId(id);
  return /^\d{1,14}$/.test(time) && visitId !== undefined ? { dueAt: new Date(Number(time)), visitId } : undefined;
}

function filterOf(request: ListDueVisitsRequest): Uint8Array {
  return ListDueVisitsRequest.encode({ ...request, pageToken: '', pageSize: 0, reason: '' }).finish();
}
