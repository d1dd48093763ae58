/** What a program asks for. */
interface EndpointRequest {
  /** The value of a parameter of the path; empty if it has none of that name. */
  readonly param: (name: string) => string;
  /** The first value of a parameter of the query; empty if there is none. At most 4,000 characters. */
  readonly query: (name: string) => string;
}

export interface EndpointAnswer {
  readonly status: 200 | 400 | 404 | 405 | 429 | 500 | 503;
  readonly contentType: string;
  readonly body: string;
}

/** An address for programs: read by any site, without cookies. */
export interface Endpoint {
  /** The pattern of its path. */
  readonly path: string;
  read(request: EndpointRequest): Promise<EndpointAnswer>;
}

/** All addresses for programs. */
export interface Programs {
  /** Of each path, with a slash at its end. */
  readonly prefix: string;
  readonly endpoints: readonly Endpoint[];
  /** The answer to a request that reaches no endpoint or makes it fail, in a format that programs read. */
  problem(path: string, problem: ProgramProblem): EndpointAnswer;
}

export type ProgramProblem = 'missing' | 'readOnly' | 'limited' | 'failed';
