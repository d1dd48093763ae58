import type { Violation } from '@safe-community/grpc-kit';

/** The token of a page of the history: below which revision it begins, and for which time it holds. */
export function revisionPageToken(below: number, effectiveFrom: Date | undefined): string {
  return Buffer.from(`${below}.${markOf(effectiveFrom)}`).toString('base64url');
}

interface RevisionPageStart {
  /** Absent for the first page. */
  readonly below: number | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the token of a request whose time is valid; empty for the first page. */
export function readRevisionPageToken(token: string, effectiveFrom: Date | undefined): RevisionPageStart {
  if (token === '') return { below: undefined, violations: [] };
  const [below = '', mark] = Buffer.from(token, 'base64url').toString().split('.');
  if (!/^[1-9]\d{0,9}$/.test(below)) return broken('must be a next_page_token of an earlier answer');
  if (mark !== markOf(effectiveFrom)) return broken('is of a list with another filter');
  return { below: Number(below), violations: [] };
}

function broken(rule: string): RevisionPageStart {
  return { below: undefined, violations: [{ field: 'page_token', rule }] };
}

function markOf(effectiveFrom: Date | undefined): string {
  return String(effectiveFrom?.getTime() ?? '');
}
