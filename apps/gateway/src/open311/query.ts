import { localTimes } from '@safe-community/domain-kit';

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
const MAX_PAGE_SIZE = 500;
const MAX_SKIPPED = 5_000;
const MAX_IDS = 50;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** W3C date and time: 2026-11-28T10:00:00Z, 2026-11-28T12:00+02:00. Clients leave out the zone that it demands. */
const kyivTime = localTimes('Europe/Kyiv');

/** Of a day that ends a period. */
const LAST_MOMENT = '23:59:59.999';
const MICROSECONDS = /(\.\d{3})\d{1,6}/;

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
    endDate: reader.time('end_date', LAST_MOMENT),
    updatedAfter: reader.time('updated_after'),
    updatedBefore: reader.time('updated_before', LAST_MOMENT),
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
    endDate: reader.time('end_date', LAST_MOMENT),
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
  const wholeNumber = (name: string, usual: number): number => {
    const text = first(name);
    if (text === '') return usual;
    const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (number < 1) problems.push(`${name} must be a whole number from 1 to 999999`);
    return Math.max(number, 1);
  };
  return {
    problems,
    list,
    ids(): string[] {
      const ids = list('service_request_id');
      if (ids.length > MAX_IDS) problems.push(`service_request_id must hold at most ${MAX_IDS} ids`);
      // An id of another form is of no request.
      return ids.map((id) => (isRequestId(id) ? id.toLowerCase() : NO_REQUEST));
    },
    time(name: string, clockOfDay = '00:00'): Date | undefined {
      // In a query, "+" means a blank: clients that forget to encode it mean the zone behind a time of day.
      const text = first(name).replace(/(:\d{2}(?:\.\d+)?) (?=\d{2}:?\d{2}$)/, '$1+');
      if (text === '') return undefined;
      const time = kyivTime(DAY.test(text) ? `${text}T${clockOfDay}` : text.replace(MICROSECONDS, '$1'));
      if (time === undefined) problems.push(`${name} must be a date and time such as 2026-11-28T10:00:00Z, or a day`);
      return time;
    },
    page(): PageQuery | undefined {
      // The second is what many other interfaces call it.
      const sizeName = first('page_size') === '' && first('per_page') !== '' ? 'per_page' : 'page_size';
      const size = Math.min(wholeNumber(sizeName, DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
      const number = wholeNumber('page', 1);
      if ((number - 1) * size > MAX_SKIPPED) problems.push(`page must begin within the first ${MAX_SKIPPED} entries`);
      return first('page') === '' && first(sizeName) === '' ? undefined : { number, size };
    },
  };
}

const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

export function isRequestId(text: string): boolean {
  return UUID.test(text);
}
