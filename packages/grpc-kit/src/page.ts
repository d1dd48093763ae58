import { createHash } from 'node:crypto';
import { isUuid, unless, type Violation } from '@safe-community/domain-kit';

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 500;

/** The fields that every list request has. */
export interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** Where a page begins. */
export interface PageStart<Place> {
  /** The end of the previous page; undefined for the first page. */
  readonly place: Place | undefined;
  readonly violations: readonly Violation[];
}

/** The page that a request asks for. */
export interface RequestedPage<Place> extends PageStart<Place> {
  readonly size: number;
}

/**
 * Reads the size and the token of a list request.
 *
 * @param filter the encoded request without size and token, or the part of it that determines the result.
 * @param toPlace returns undefined for a text that is not in a token of this list.
 */
export function readPage<Place>(
  { pageSize, pageToken }: PageRequest,
  filter: Uint8Array,
  toPlace: (text: string) => Place | undefined,
): RequestedPage<Place> {
  const { place, violations } = readPageToken(filter, pageToken, toPlace);
  return { size: pageSizeOf(pageSize), place, violations: [...checkPageSize(pageSize), ...violations] };
}

export function checkPageSize(pageSize: number): Violation[] {
  return unless(pageSize <= LARGEST_PAGE_SIZE, 'page_size', `must be at most ${LARGEST_PAGE_SIZE}`);
}

/** @param requested 0 if the caller leaves it to the service. */
export function pageSizeOf(requested: number): number {
  return requested === 0 ? DEFAULT_PAGE_SIZE : requested;
}

/** The token of the page after `place`. It is valid only with the same filter. */
export function pageTokenOf(filter: Uint8Array, place: string): string {
  return Buffer.from(`${place}.${markOfFilter(filter)}`).toString('base64url');
}

/**
 * Reads the token of a request whose filter is valid; an empty one requests the first page.
 *
 * @param toPlace returns undefined for a text that is not in a token of this list.
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
  if (place === undefined) return invalid('must be a next_page_token of an earlier answer');
  if (text.slice(end + 1) !== markOfFilter(filter)) return invalid('is of a list with another filter');
  return { place, violations: [] };
}

function invalid(rule: string): PageStart<never> {
  return { place: undefined, violations: [{ field: 'page_token', rule }] };
}

/** A short digest of a filter, also for the tokens of watches. */
export function markOfFilter(filter: Uint8Array): string {
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}

/** A place that is a UUID, in lists whose ids sort by age. */
export function toId(text: string): string | undefined {
  return isUuid(text) ? text : undefined;
}

/** A place that is a small number, such as a version or a revision. */
export function toNumber(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

/** A place that is a 64-bit number, such as a position, a sequence, or a row id. */
export function toBigInt(text: string): bigint | undefined {
  return /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : undefined;
}

export interface Page<T> {
  readonly page: T[];
  /** The last item of this page, if another page follows. */
  readonly last: T | undefined;
}

/** A page of the found items. The caller queries one item more than `size`: it shows whether another page follows. */
export function pageOf<T>(found: readonly T[], size: number): Page<T> {
  const page = found.slice(0, size);
  return { page, last: found.length > size ? page.at(-1) : undefined };
}
