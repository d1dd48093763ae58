/** The filter of a list, as GeoReport v2 and its extensions name it. */
export interface RequestQuery {
  readonly ids: readonly string[];
  /** Empty for all. */
  readonly serviceCodes: readonly string[];
  /** Undefined for both. */
  readonly status: 'open' | 'closed' | undefined;
  readonly startDate: Date | undefined;
  readonly endDate: Date | undefined;
  readonly updatedAfter: Date | undefined;
  readonly updatedBefore: Date | undefined;
  /** Undefined: the first 1,000. */
  readonly page: { readonly number: number; readonly size: number } | undefined;
}

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 500;
const MOST_SKIPPED = 5_000;
const MOST_IDS = 50;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** W3C date and time with a zone, as the specification demands: 2026-11-28T10:00:00Z, 2026-11-28T12:00:00+02:00. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

export type ReadQuery = { readonly query: RequestQuery } | { readonly problems: readonly string[] };

/** @param valueOf the first value of a parameter; empty if there is none. */
export function readQuery(valueOf: (name: string) => string): ReadQuery {
  const problems: string[] = [];
  const listOf = (name: string): string[] =>
    valueOf(name)
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const timeOf = (name: string): Date | undefined => {
    // In a query, "+" means a blank: clients that forget to encode it mean the zone.
    const text = valueOf(name)
      .trim()
      .replace(/ (?=\d{2}:\d{2}$)/, '+');
    if (text === '') return undefined;
    const time = new Date(text);
    if (DATE_TIME.test(text) && !Number.isNaN(time.getTime()) && isDay(text.slice(0, 10))) return time;
    problems.push(`${name} must be a date and time with a zone, such as 2026-11-28T10:00:00Z`);
    return undefined;
  };
  const numberOf = (name: string, usual: number, most: number): number => {
    const text = valueOf(name).trim();
    if (text === '') return usual;
    const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (number >= 1 && number <= most) return number;
    problems.push(`${name} must be a whole number from 1 to ${most}`);
    return usual;
  };
  const ids = listOf('service_request_id');
  if (ids.length > MOST_IDS) problems.push(`service_request_id must hold at most ${MOST_IDS} ids`);
  const states = new Set(listOf('status').map((each) => each.toLowerCase()));
  if ([...states].some((each) => each !== 'open' && each !== 'closed')) problems.push('status must be open or closed');
  const [only, other] = states;
  const isPaged = valueOf('page') !== '' || valueOf('page_size') !== '';
  const size = numberOf('page_size', DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE);
  const number = numberOf('page', 1, 999_999);
  if ((number - 1) * size > MOST_SKIPPED) problems.push(`page must begin within the first ${MOST_SKIPPED} requests`);
  const query: RequestQuery = {
    // An id of another form is of no request.
    ids: ids.map((id) => (UUID.test(id) ? id.toLowerCase() : NO_REQUEST)),
    serviceCodes: listOf('service_code'),
    status: other === undefined && (only === 'open' || only === 'closed') ? only : undefined,
    startDate: timeOf('start_date'),
    endDate: timeOf('end_date'),
    updatedAfter: timeOf('updated_after'),
    updatedBefore: timeOf('updated_before'),
    page: isPaged ? { number, size } : undefined,
  };
  return problems.length > 0 ? { problems } : { query };
}

/** `Date` takes 31 February for 3 March. */
function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

export function isRequestId(text: string): boolean {
  return UUID.test(text);
}
