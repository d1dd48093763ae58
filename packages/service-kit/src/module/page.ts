import { createHash } from 'node:crypto';
import { isUuid, unless, type Violation } from '@safe-community/domain-kit';

const DEFAULT_SIZE = 50;
const LARGEST_SIZE = 500;

/** The limit of `page_size`, the same for every list. */
export function checkPageSize(pageSize: number): Violation[] {
  return unless(pageSize <= LARGEST_SIZE, 'page_size', `must be at most ${LARGEST_SIZE}`);
}

/** @param requested 0 for the default size. */
export function pageSizeOf(requested: number): number {
  return requested === 0 ? DEFAULT_SIZE : requested;
}

export interface Page<Item> {
  readonly page: Item[];
  /** The item after which the next page begins. Undefined on the last page. */
  readonly last: Item | undefined;
}

/** Cuts a page from what was found. Search for `size + 1` items: the extra one shows that there is a next page. */
export function pageOf<Item>(found: readonly Item[], size: number): Page<Item> {
  const page = found.slice(0, size);
  return { page, last: found.length > size ? page.at(-1) : undefined };
}

/**
 * Creates the token of the page that begins after `place`. It is valid for one filter only.
 *
 * @param filter the encoded request without page size and token, or the part of it that selects the items.
 */
export function pageTokenOf(filter: Uint8Array, place: string): string {
  return Buffer.from(`${place}.${filterMark(filter)}`).toString('base64url');
}

export interface PageStart<Place = string> {
  /** Absent for the first page. */
  readonly place: Place | undefined;
  readonly violations: readonly Violation[];
}

/**
 * Reads the `page_token` of a request. An empty token means the first page.
 *
 * @param toPlace returns undefined for a text that cannot be in a token of this list.
 */
export function readPageToken<Place>(
  filter: Uint8Array,
  pageToken: string,
  toPlace: (text: string) => Place | undefined,
): PageStart<Place> {
  if (pageToken === '') return { place: undefined, violations: [] };
  const text = Buffer.from(pageToken, 'base64url').toString();
  const end = text.lastIndexOf('.');
  const place = toPlace(text.slice(0, Math.max(0, end)));
  if (place === undefined) return broken('must be a next_page_token of an earlier answer');
  if (text.slice(end + 1) !== filterMark(filter)) return broken('is of a list with another filter');
  return { place, violations: [] };
}

/** Parses a place in a list that is sorted by id. */
export function toId(text: string): string | undefined {
  return isUuid(text) ? text : undefined;
}

/** Parses a place in a list that is sorted by version or revision. */
export function toNumber(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

function broken(rule: string): { place: undefined; violations: Violation[] } {
  return { place: undefined, violations: [{ field: 'page_token', rule }] };
}

/** Identifies a filter in the token of a page or of a watch. */
export function filterMark(filter: Uint8Array): string {
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}
