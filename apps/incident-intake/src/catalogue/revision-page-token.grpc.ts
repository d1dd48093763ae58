import { pageTokenOf, readPageTokenOf, toNumber, type PageStart } from '../incident/page-token.grpc.ts';

/** The token of the page of the history that begins below a revision. */
export function revisionPageToken(below: number, effectiveFrom: Date | undefined): string {
  return pageTokenOf(filterOf(effectiveFrom), String(below));
}

/** Reads the token of a request whose time is valid. */
export function readRevisionPageToken(token: string, effectiveFrom: Date | undefined): PageStart<number> {
  return readPageTokenOf(filterOf(effectiveFrom), token, toNumber);
}

function filterOf(effectiveFrom: Date | undefined): Uint8Array {
  return Buffer.from(String(effectiveFrom?.getTime() ?? ''));
}
