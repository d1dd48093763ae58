import { createHash } from 'node:crypto';
import type { Violation } from '@safe-community/grpc-kit';
import { validate as isUuid } from 'uuid';

/**
 * The token of a page of things whose ids sort as they came: below which id it begins, and for which filter it
 * holds.
 *
 * @param filter the bytes of the request without size and token.
 */
export function pageTokenOf(filter: Uint8Array, olderThan: string): string {
  return Buffer.from(`${olderThan}.${markOf(filter)}`).toString('base64url');
}

export interface PageStart {
  /** Absent for the first page. */
  readonly olderThan: string | undefined;
  readonly violations: readonly Violation[];
}

/** Reads the token of a request whose filter is valid; empty for the first page. */
export function readPageTokenOf(filter: Uint8Array, pageToken: string): PageStart {
  if (pageToken === '') return { olderThan: undefined, violations: [] };
  const [olderThan = '', mark] = Buffer.from(pageToken, 'base64url').toString().split('.');
  if (!isUuid(olderThan)) return broken('must be a next_page_token of an earlier answer');
  if (mark !== markOf(filter)) return broken('is of a list with another filter');
  return { olderThan, violations: [] };
}

function broken(rule: string): PageStart {
  return { olderThan: undefined, violations: [{ field: 'page_token', rule }] };
}

function markOf(filter: Uint8Array): string {
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}
