/** What a program asks for. */
interface EndpointRequest {
  /** The value of a parameter of the path; empty if it has none of that name. */
  readonly param: (name: string) => string;
  /** The first value of a parameter of the query; empty if there is none. At most 4,000 characters. */
  readonly query: (name: string) => string;
}

export interface EndpointAnswer {
  readonly status: 200 | 400 | 404 | 503;
  readonly contentType: string;
  readonly body: string;
}

/** An address for programs: read by any site, without cookies. */
export interface Endpoint {
  /** The pattern of its path. */
  readonly path: string;
  read(request: EndpointRequest): Promise<EndpointAnswer>;
}
