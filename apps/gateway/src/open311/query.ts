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
  readonly page: PageQuery | undefined;
}

/** The filter of a list of updates. */
export type UpdateQuery = Pick<RequestQuery, 'ids' | 'startDate' | 'endDate' | 'page'>;

interface PageQuery {
  readonly number: number;
  readonly size: number;
}

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 500;
const MOST_SKIPPED = 5_000;
const MOST_IDS = 50;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** W3C date and time with a zone, as the specification demands: 2026-11-28T10:00:00Z, 2026-11-28T12:00+02:00. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

type Problems = { readonly problems: readonly string[] };

/** All values of a parameter. */
export type Parameters = (name: string) => readonly string[];

export function readQuery(parameters: Parameters): { readonly query: RequestQuery } | Problems {
  const reader = readerOf(parameters);
  const ids = reader.ids();
  // "This overrides all other arguments."
  if (ids.length > 0) return reader.problems.length > 0 ? { problems: reader.problems } : { query: queryOfIds(ids) };
  const states = new Set(reader.list('status').map((each) => each.toLowerCase()));
  if ([...states].some((each) => each !== 'open' && each !== 'closed')) {
    reader.problems.push('status must be open or closed');
  }
  const [only, other] = states;
  const query: RequestQuery = {
    ids,
    serviceCodes: reader.list('service_code'),
    status: other === undefined && (only === 'open' || only === 'closed') ? only : undefined,
    page: reader.page(),
    startDate: reader.time('start_date'),
    endDate: reader.time('end_date'),
    updatedAfter: reader.time('updated_after'),
    updatedBefore: reader.time('updated_before'),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { query };
}

export function queryOfIds(ids: readonly string[]): RequestQuery {
  return {
    ids,
    serviceCodes: [],
    status: undefined,
    startDate: undefined,
    endDate: undefined,
    updatedAfter: undefined,
    updatedBefore: undefined,
    page: undefined,
  };
}

export function readUpdateQuery(parameters: Parameters): { readonly query: UpdateQuery } | Problems {
  const reader = readerOf(parameters);
  const query: UpdateQuery = {
    ids: reader.ids(),
    page: reader.page(),
    startDate: reader.time('start_date'),
    endDate: reader.time('end_date'),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { query };
}

/** Reads parameters, and collects what is wrong with them. */
function readerOf(parameters: Parameters) {
  const problems: string[] = [];
  const first = (name: string): string => (parameters(name)[0] ?? '').trim();
  /** Repeated, joined by commas, or both. */
  const list = (name: string): string[] =>
    parameters(name)
      .flatMap((each) => each.split(','))
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const wholeNumber = (name: string, usual: number, most: number): number => {
    const text = first(name);
    if (text === '') return usual;
    const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (number >= 1 && number <= most) return number;
    problems.push(`${name} must be a whole number from 1 to ${most}`);
    return usual;
  };
  return {
    problems,
    list,
    ids(): string[] {
      const ids = list('service_request_id');
      if (ids.length > MOST_IDS) problems.push(`service_request_id must hold at most ${MOST_IDS} ids`);
      // An id of another form is of no request.
      return ids.map((id) => (isRequestId(id) ? id.toLowerCase() : NO_REQUEST));
    },
    time(name: string): Date | undefined {
      // In a query, "+" means a blank: clients that forget to encode it mean the zone.
      const text = first(name).replace(/ (?=\d{2}:\d{2}$)/, '+');
      if (text === '') return undefined;
      const time = new Date(text);
      if (DATE_TIME.test(text) && !Number.isNaN(time.getTime()) && isDay(text.slice(0, 10))) return time;
      problems.push(`${name} must be a date and time with a zone, such as 2026-11-28T10:00:00Z`);
      return undefined;
    },
    page(): PageQuery | undefined {
      const size = wholeNumber('page_size', DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE);
      const number = wholeNumber('page', 1, 999_999);
      if ((number - 1) * size > MOST_SKIPPED) problems.push(`page must begin within the first ${MOST_SKIPPED} entries`);
      return first('page') === '' && first('page_size') === '' ? undefined : { number, size };
    },
  };
}

/** `Date` takes 31 February for 3 March. */
function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

export function isRequestId(text: string): boolean {
  return UUID.test(text);
}
