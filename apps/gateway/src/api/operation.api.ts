import type { z } from 'zod';
import { BackendError } from '../backend/module.ts';
import { AWAY_SECONDS, type Endpoint, type EndpointAnswer, type EndpointRequest } from '../web/module.ts';
import type { Broken } from './broken.ts';
import { toCsv, type CsvTable } from './csv.ts';

export const PREFIX = '/api/v1/';

export interface Refused {
  readonly status: 400 | 404;
  readonly errors: readonly Broken[];
}

/** What one address reads: its parameters and its answer are declared once, for programs and for the OpenAPI document. */
export interface Operation<Parameters extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> {
  readonly id: string;
  /** Below the prefix: "hromadas/{katottg}". A name in braces is one of the parameters. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: Parameters;
  readonly answer: Answer;
  /** The same as a table, at the path with ".csv" and for `Accept: text/csv`. */
  readonly csv?: (answer: z.input<Answer>) => CsvTable;
  read(parameters: z.output<Parameters>): Promise<z.input<Answer> | Refused>;
}

/** Keeps the types of the schemas. */
export function operation<Parameters extends z.ZodObject, Answer extends z.ZodType>(
  declared: Operation<Parameters, Answer>,
): Operation {
  return declared;
}

export function refused(parameter: string, rule: string): Refused {
  return { status: 400, errors: [{ parameter, rule }] };
}

/** The addresses of an operation: as JSON, and as CSV if it has a table. */
export function endpointsOf(declared: Operation): Endpoint[] {
  const path = `${PREFIX}${declared.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
  const json: Endpoint = {
    path,
    read: (request) => answer(declared, request, declared.csv !== undefined && prefersCsv(request.accept)),
  };
  if (declared.csv === undefined) return [json];
  return [json, { path: `${path}.csv`, read: (request) => answer(declared, request, true) }];
}

const GIVEN_ONCE = 'must be given once; a list is separated by commas';
const MAX_UNKNOWN = 10;

/** Not ignored: with "from" in place of "from_month", the answer would look right. */
export function unknownAmong(asked: readonly string[], known: readonly string[]): Broken[] {
  const rule = known.length === 0 ? 'is unknown: there are no parameters' : `is unknown: must be ${known.join(', ')}`;
  return asked
    .filter((name) => !known.includes(name))
    .slice(0, MAX_UNKNOWN)
    .map((name) => ({ parameter: isPlain(name) ? name : '?', rule }));
}

/** Of what was sent, nothing but a word is repeated. */
function isPlain(name: string): boolean {
  return /^[A-Za-z_-]{1,30}$/.test(name);
}

async function answer(declared: Operation, request: EndpointRequest, asCsv: boolean): Promise<EndpointAnswer> {
  const names = Object.keys(declared.parameters.shape);
  const isInPath = (name: string) => declared.path.includes(`{${name}}`);
  const given = names.map((name) => {
    const value = isInPath(name) ? request.param(name) : request.query(name);
    return [name, value === '' ? undefined : value];
  });
  const parsed = declared.parameters.safeParse(Object.fromEntries(given));
  const inQuery = names.filter((name) => !isInPath(name));
  const errors = [
    ...unknownAmong(request.asked(), inQuery),
    ...inQuery.filter((name) => request.queries(name).length > 1).map((parameter) => ({ parameter, rule: GIVEN_ONCE })),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => ({ parameter: String(path[0]), rule: message })),
  ];
  if (!parsed.success || errors.length > 0) return problemAnswer(400, 'Invalid parameters', errors);
  try {
    const found = await declared.read(parsed.data);
    if (isRefused(found)) {
      return problemAnswer(found.status, found.status === 404 ? 'Not found' : 'Invalid parameters', found.errors);
    }
    return asCsv && declared.csv !== undefined
      ? { status: 200, contentType: 'text/csv; charset=utf-8', body: toCsv(declared.csv(found)) }
      : { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(found) };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    const [status, title] = BACKEND[error.problem];
    return { ...problemAnswer(status, title, []), ...(status === 503 && { failure: error }) };
  }
}

function isRefused(found: unknown): found is Refused {
  return typeof found === 'object' && found !== null && 'errors' in found && 'status' in found;
}

/** Whether CSV is named before JSON. */
function prefersCsv(accept: string): boolean {
  const types = accept.split(',').map((each) => each.split(';')[0]?.trim().toLowerCase());
  const [csv, json] = [types.indexOf('text/csv'), types.indexOf('application/json')];
  return csv !== -1 && (json === -1 || csv < json);
}

const BACKEND = {
  missing: [404, 'Not found'],
  invalid: [400, 'The parameters do not fit together, or ask for more than 100,000 figures'],
  // No read is refused for the state of a case.
  refused: [503, 'Temporarily unavailable'],
  unavailable: [503, 'Temporarily unavailable'],
} as const;

/** RFC 9457. */
export function problemAnswer(
  status: EndpointAnswer['status'],
  title: string,
  errors: readonly Broken[],
): EndpointAnswer {
  const detail = errors.map(({ parameter, rule }) => `${parameter}: ${rule}`).join('; ') || title;
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, errors });
  return {
    status,
    contentType: 'application/problem+json',
    body,
    ...(status === 503 && { retryAfter: AWAY_SECONDS }),
  };
}
