import { pageTokenOf, readPageTokenOf, toNumber, type PageStart } from '../incident/page-token.grpc.ts';

/** The token of the page of an incident's history that begins above a version. */
export function historyToken(incidentId: string, after: number): string {
  return pageTokenOf(Buffer.from(incidentId), String(after));
}

export function readHistoryToken(token: string, incidentId: string): PageStart<number> {
  return readPageTokenOf(Buffer.from(incidentId), token, toVersion);
}

/** As many digits as the database holds. */
function toVersion(text: string): number | undefined {
  return text.length < 10 ? toNumber(text) : undefined;
}
