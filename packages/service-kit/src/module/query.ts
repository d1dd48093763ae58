import { accepted, Fields, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { namedInstallation, type Replied } from './named-installation.ts';
import { readRequest, refuse, type Parse } from './read-request.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';
import type { Called, Found, Reading } from './steps.ts';

/** The steps of a read, in the order in which the kit runs them. */
export interface QuerySteps<Request extends object, Response, Query, Result, Deps> {
  /** Refuses a caller who may not use this method, whatever the request says. Runs before the request is validated. */
  readonly authorize?: (called: Called<Deps>) => Refusal | undefined;
  /** Turns the request into a query of the domain, and reports every invalid field through `fields`. */
  readonly parse: Parse<Request, Query, Deps>;
  /** Returns what was found, or a refusal: it does not exist, or this caller may not see it. */
  readonly read: (reading: Reading<Query, Deps>) => Promise<Decision<Result>>;
  readonly reply: (found: Found<Query, Result, Deps>) => Replied<Response>;
}

/** Declares a unary RPC that reads. It gets no transaction and no unit of work: a query cannot write. */
export function query<Request extends object, Response, Query, Result, Deps = unknown>(
  method: UnaryMethod<Request, Response>,
  { authorize, parse, read, reply }: QuerySteps<Request, Response, Query, Result, Deps>,
): Rpc<Deps> {
  return {
    method,
    bind({ database, installation, clock, deps }) {
      const complete = namedInstallation(method, installation);
      return async (request: Request, call: CallContext): Promise<Response> => {
        refuse(authorize?.({ call, deps }));
        const fields = new Fields<Request>(request);
        const asked = await readRequest(parse, { request, fields, call, clock, database, deps });
        const found = accepted(await read({ query: asked, call, clock, database, installation, deps }));
        return complete(reply({ query: asked, found, call, clock, deps }));
      };
    },
  };
}
