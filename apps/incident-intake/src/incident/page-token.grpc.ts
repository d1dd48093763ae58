import { createHash } from 'node:crypto';
import type { Violation } from '@safe-community/domain-kit';
import { validate as isUuid } from 'uuid';

/**
 * The token of a page: where it begins, and for which filter it holds.
 *
 * @param filter the bytes of the request without size and token, or as much of them as decides what is listed.
 */
export function pageTokenOf(filter: Uint8Array, place: string): string {
  return Buffer.from(`${place}.${markOf(filter)}`).toString('base64url');
}

export interface PageStart<Place = string> {
  /** Absent for the first page. */
  readonly place: Place | undefined;
  readonly violations: readonly Violation[];
}

/**
 * Reads the token of a request whose filter is valid; empty for the first page.
 *
 * @param toPlace absent for what no token of ours can hold.
 */
export function readPageTokenOf<Place>(
  filter: Uint8Array,
  pageToken: string,
  toPlace: (text: string) => Place | undefined,
): PageStart<Place> {
  if (pageToken === '') return { place: undefined, violations: [] };
  const text = Buffer.from(pageToken, 'base64url').toString();
  const end = text.lastIndexOf('.');
  const place = toPlace(text.slice(0, Math.max(0, end)));
  if (place === undefined) return broken('must be a next_page_token of an earlier answer');
  if (text.slice(end + 1) !== markOf(filter)) return broken('is of a list with another filter');
  return { place, violations: [] };
}

/** Of things whose ids sort as they came: below which id it begins. */
export function toId(text: string): string | undefined {
  return isUuid(text) ? text : undefined;
}

/** Of things with a number of their own: versions, revisions. */
export function toNumber(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

function broken(rule: string): { place: undefined; violations: Violation[] } {
  return { place: undefined, violations: [{ field: 'page_token', rule }] };
}

/** Of watches as well. */
export function markOf(filter: Uint8Array): string {
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}
