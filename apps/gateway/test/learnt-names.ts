import type { Escaped, Page } from '../src/site/module.ts';
import type { Endpoint, EndpointRequest } from '../src/web/module.ts';

type PageRequest = Parameters<Page<Escaped>['read']>[0];

/** Names of parameters and fields, as pages and endpoints ask for them. */
export interface LearntNames {
  /** By the pattern of the path. */
  readonly query: Map<string, Set<string>>;
  readonly field: Map<string, Set<string>>;
  watchPage(page: Page<Escaped>): Page<Escaped>;
  watchEndpoint(endpoint: Endpoint): Endpoint;
}

/** Learns which names each page and endpoint asks for while it is used: nobody has to list them. */
export function learnNames(): LearntNames {
  const query = new Map<string, Set<string>>();
  const field = new Map<string, Set<string>>();
  const note = (names: Map<string, Set<string>>, path: string, name: string): void => {
    names.set(path, (names.get(path) ?? new Set()).add(name));
  };
  const noting =
    <Value>(names: Map<string, Set<string>>, path: string, ask: (name: string) => Value) =>
    (name: string): Value => {
      note(names, path, name);
      return ask(name);
    };
  const read = <Request extends PageRequest | EndpointRequest>(path: string, request: Request): Request => ({
    ...request,
    query: noting(query, path, request.query),
    ...('queries' in request && { queries: noting(query, path, request.queries) }),
    ...('field' in request && { field: noting(field, path, request.field as (name: string) => string) }),
    ...('fields' in request && { fields: noting(field, path, request.fields as (name: string) => string[]) }),
  });
  return {
    query,
    field,
    watchPage(page) {
      const { path } = page;
      const submit = page.submit?.bind(page);
      return {
        ...page,
        read: (request) => page.read(read(path, request)),
        ...(submit && { submit: (request) => submit(read(path, request)) }),
      };
    },
    watchEndpoint(endpoint) {
      const { path } = endpoint;
      const submit = endpoint.submit?.bind(endpoint);
      return {
        ...endpoint,
        read: (request) => endpoint.read(read(path, request)),
        ...(submit && { submit: (request) => submit(read(path, request)) }),
      };
    },
  };
}
