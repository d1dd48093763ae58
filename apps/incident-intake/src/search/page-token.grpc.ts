import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { pageTokenOf, readPageTokenOf, toId, type PageStart } from '../incident/page-token.grpc.ts';

/** The token of the page of incidents that begins below an id. */
export function pageToken(request: ListIncidentsRequest, olderThan: string): string {
  return pageTokenOf(filterOf(request), olderThan);
}

/** Reads the token of a request whose filter is valid. */
export function readPageToken(request: ListIncidentsRequest): PageStart {
  return readPageTokenOf(filterOf(request), request.pageToken, toId);
}

function filterOf(request: ListIncidentsRequest): Uint8Array {
  return ListIncidentsRequest.encode({ ...request, pageToken: '', pageSize: 0 }).finish();
}
