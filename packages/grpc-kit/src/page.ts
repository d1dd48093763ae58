import { createHash } from 'node:crypto';
import { isDay, isUuid, refuseInvalid, unless, type Fields, type Violation } from '@safe-community/domain-kit';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;
/** Of an `integer` column. */
const MAX_INTEGER = 2_147_483_647;

/** How many rows a page has: at most, and if the request leaves it to the service. */
export interface PageSizes {
  readonly usual: number;
  readonly largest: number;
}

const SIZES: PageSizes = { usual: DEFAULT_PAGE_SIZE, largest: MAX_PAGE_SIZE };

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

/** The part of a list that a request asks for. */
export interface ListPage<Place> {
  /** What page tokens of this list are bound to. */
  readonly filter: Uint8Array;
  readonly size: number;
  /** The end of the previous page; undefined for the first page. */
  readonly place: Place | undefined;
}

/**
 * Reads the page of a list request. Call it after all other fields: a token belongs to a valid filter, so violations
 * that `fields` holds by then, or of the page size, are thrown before the token is read.
 *
 * @param request with empty values in fields that do not determine the result, such as the reason of a read.
 * @param codec of the request.
 * @param toPlace returns undefined for a text that is not in a token of this list.
 * @param sizes of lists whose rows are smaller than usual.
 */
export function readListPage<Request extends PageRequest, Place>(
  request: Request,
  fields: Pick<Fields<Request>, 'check' | 'violations'>,
  codec: { encode(request: Request): { finish(): Uint8Array } },
  toPlace: (text: string) => Place | undefined,
  sizes: PageSizes = SIZES,
): ListPage<Place> {
  fields.check(checkPageSize(request.pageSize, sizes));
  refuseInvalid(fields.violations);
  const filter = codec.encode({ ...request, pageToken: '', pageSize: 0 }).finish();
  const { place, violations } = readPageToken(filter, request.pageToken, toPlace);
  fields.check(violations);
  return { filter, size: pageSizeOf(request.pageSize, sizes), place };
}

/** @param last the place of the last row if another page follows: `nextPageToken(list, last?.officerId)`. */
export function nextPageToken(
  { filter }: Pick<ListPage<unknown>, 'filter'>,
  last: string | number | bigint | undefined,
): string {
  return last === undefined ? '' : pageTokenOf(filter, String(last));
}

/**
 * Reads the size and the token of a request whose tokens are bound to something else than its fields.
 *
 * @param filter the what the tokens are bound to.
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

export function checkPageSize(pageSize: number, { largest }: PageSizes = SIZES): Violation[] {
  return unless(pageSize <= largest, 'page_size', `must be at most ${largest}`);
}

/** @param requested 0 if the caller leaves it to the service. */
export function pageSizeOf(requested: number, { usual }: PageSizes = SIZES): number {
  return requested === 0 ? usual : requested;
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
  if (place === undefined)
    return invalid(
      'must be a next_page_token of an earlier answer of this method to the same caller; leave it out to begin again',
    );
  if (text.slice(end + 1) !== markOfFilter(filter))
    return invalid('is of a list with another filter; leave it out to begin again');
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

/** A place that is a 32-bit number from 1, such as a version or a revision. */
export function toNumber(text: string): number | undefined {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_INTEGER ? Number(text) : undefined;
}

/** The same, or 0. */
export function toCount(text: string): number | undefined {
  return text === '0' ? 0 : toNumber(text);
}

/** A place that is a day. */
export function toDay(text: string): string | undefined {
  return isDay(text) ? text : undefined;
}

/** A place that is a time, in milliseconds. */
export function toTime(text: string): Date | undefined {
  return /^\d{1,14}$/.test(text) ? new Date(Number(text)) : undefined;
}

/** A place that is a 64-bit number, such as a position, a sequence, or a row id. */
export function toBigInt(text: string): bigint | undefined {
  return /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : undefined;
}

/** A part of a place. No text of it has a space. */
type PlacePart = string | number | bigint | Date;

/**
 * The place of a list that is ordered by several columns.
 *
 * @param parts a reader of each: `compoundPlace({ dueAt: toTime, visitId: toId })`.
 */
export function compoundPlace<Place extends { readonly [Name in keyof Place]: PlacePart }>(parts: {
  readonly [Name in keyof Place]: (text: string) => Place[Name] | undefined;
}) {
  const names = Object.keys(parts) as (keyof Place & string)[];
  return {
    /** The text of a row's place, for `nextPageToken()`. */
    write: (row: Place): string => names.map((name) => textOf(row[name])).join(' '),
    /** Undefined for a text that `write` does not return: the `toPlace` of the list. */
    read: (text: string): Place | undefined => {
      const texts = text.split(' ');
      const values = names.map((name, at) => parts[name](texts[at] ?? ''));
      if (texts.length !== names.length || values.includes(undefined)) return undefined;
      return Object.fromEntries(names.map((name, at) => [name, values[at]])) as unknown as Place;
    },
  };
}

function textOf(part: PlacePart | undefined): string {
  return part instanceof Date ? String(part.getTime()) : String(part);
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
