import { createHash } from 'node:crypto';
import { isUuid, unless, type Violation } from '@safe-community/domain-kit';

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 500;

/** What every list request has. */
export interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** Where a page begins. */
export interface PageStart<Place> {
  /** What the page before it ended with; undefined for the first page. */
  readonly place: Place | undefined;
  readonly violations: readonly Violation[];
}

/** Which page a request asks for. */
export interface RequestedPage<Place> extends PageStart<Place> {
  readonly size: number;
}

/**
 * Reads size and token of a list request.
 *
 * @param filter the bytes of the request without size and token, or as much of them as decides what is listed.
 * @param toPlace undefined for a text that no token of this list holds.
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

/** @param requested 0 when the caller leaves it to the service. */
export function pageSizeOf(requested: number): number {
  return requested === 0 ? DEFAULT_PAGE_SIZE : requested;
}

/** The token of the page after `place`. It is valid only with the same filter. */
export function pageTokenOf(filter: Uint8Array, place: string): string {
  return Buffer.from(`${place}.${markOfFilter(filter)}`).toString('base64url');
}

/**
 * Reads the token of a request whose filter is valid; an empty one asks for the first page.
 *
 * @param toPlace undefined for a text that no token of this list holds.
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

/** A short digest that tells filters apart, also in the tokens of watches. */
export function markOfFilter(filter: Uint8Array): string {
  return createHash('sha256').update(filter).digest('base64url').slice(0, 16);
}

/** A place that is a UUID: of things whose ids sort by age. */
export function toId(text: string): string | undefined {
  return isUuid(text) ? text : undefined;
}

/** A place that is a small number: a version, a revision. */
export function toNumber(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

/** A place that is a number of 64 bits: a position, a sequence, the id of a row. */
export function toBigInt(text: string): bigint | undefined {
  return /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : undefined;
}

export interface Page<T> {
  readonly page: T[];
  /** The last item of this page when another page follows. */
  readonly last: T | undefined;
}

/** A page of what was found. The caller looks for one item more than `size`: it shows whether another page follows. */
export function pageOf<T>(found: readonly T[], size: number): Page<T> {
  const page = found.slice(0, size);
  return { page, last: found.length > size ? page.at(-1) : undefined };
}
