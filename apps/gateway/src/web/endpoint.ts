import type { BackendError } from '../backend/module.ts';

/** After how many seconds somebody may ask again for what a service did not answer. */
export const AWAY_SECONDS = 60;

/** What a program asks for. */
export interface EndpointRequest {
  /** The value of a parameter of the path; empty if it has none of that name. */
  readonly param: (name: string) => string;
  /** The first value of a parameter of the query; empty if there is none. At most 4,000 characters. */
  readonly query: (name: string) => string;
  /** All values of a parameter of the query, each at most 4,000 characters. */
  readonly queries: (name: string) => readonly string[];
  /** Names of the parameters of the query, each once. */
  readonly asked: () => readonly string[];
  /** The header Accept; empty if there is none. */
  readonly accept: string;
}

/** A form that a program sent. */
export interface SentRequest extends EndpointRequest {
  /** The first value of a field; empty if there is none. */
  readonly field: (name: string) => string;
  readonly fields: (name: string) => readonly string[];
  /** Names of all fields, as often as they were sent. */
  readonly names: readonly string[];
  /** Names of the fields that hold a file. Files are not kept. */
  readonly files: readonly string[];
}

export interface EndpointAnswer {
  readonly status: 200 | 201 | 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly contentType: string;
  readonly body: string;
  /** After how many seconds the request may be repeated. */
  readonly retryAfter?: number;
  /** Why a service gave no answer, if that is no fault of the program: for the log. */
  readonly failure?: BackendError;
}

/** An address for programs: read by any site, without cookies. */
export interface Endpoint {
  /** The pattern of its path. */
  readonly path: string;
  read(request: EndpointRequest): Promise<EndpointAnswer>;
  /**
   * Answers a form (application/x-www-form-urlencoded or multipart/form-data, at most 64 KB); without it, nothing can be
   * sent here.
   */
  submit?(request: SentRequest): Promise<EndpointAnswer>;
}

/** Addresses for programs below one path. */
export interface Programs {
  /** Of each path, with a slash at its end. */
  readonly prefix: string;
  readonly endpoints: readonly Endpoint[];
  /**
   * The answer to a request that reaches no endpoint or makes it fail, in a format that programs read.
   *
   * @param accept the header Accept; empty if there is none.
   */
  problem(path: string, problem: ProgramProblem, accept: string): EndpointAnswer;
}

export type ProgramProblem = 'missing' | 'readOnly' | 'tooLarge' | 'notAForm' | 'brokenOff' | 'limited' | 'failed';
