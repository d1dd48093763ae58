import type { Database } from '@safe-community/database';
import { accepted, Fields, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { refuse } from './declared-write.ts';
import { namedInstallation, type Replied } from './named-installation.ts';
import { readRequest, type Parse } from './read-request.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';

/** The steps of a read, in the order in which the kit runs them. */
export interface QueryDeclaration<Request extends object, Response, Query, Found> {
  /** Refuses a caller who may not use this method, whatever the request says. Runs before the request is validated. */
  readonly authorize?: (call: CallContext) => Refusal | undefined;
  /** Turns the request into a query of the domain, and reports every invalid field through `fields`. */
  readonly parse: Parse<Request, Query>;
  /** Returns what was found, or a refusal: it does not exist, or this caller may not see it. */
  readonly read: (query: Query, call: CallContext, database: Database) => Promise<Decision<Found>>;
  readonly reply: (found: Found, query: Query) => Replied<Response>;
}

/** Declares a unary RPC that reads. It gets no transaction and no unit of work: a query cannot write. */
export function query<Request extends object, Response, Query, Found>(
  method: UnaryMethod<Request, Response>,
  { authorize, parse, read, reply }: QueryDeclaration<Request, Response, Query, Found>,
): Rpc {
  return {
    method,
    bind({ database, installation }) {
      const complete = namedInstallation(method, installation);
      return async (request: Request, call: CallContext): Promise<Response> => {
        refuse(authorize?.(call));
        const asked = await readRequest(parse, request, new Fields<Request>(request), call);
        return complete(reply(accepted(await read(asked, call, database)), asked));
      };
    },
  };
}
