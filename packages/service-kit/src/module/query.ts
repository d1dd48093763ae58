import type { Database } from '@safe-community/database';
import { accepted, Fields, type Decision } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { readRequest, type Parse } from './read-request.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';

/** A read, in the order in which the kit runs it. */
export interface QueryDeclaration<Request extends object, Response, Query, Found> {
  readonly parse: Parse<Request, Query>;
  /** What was found, or the refusal: not found, not for this caller. */
  readonly read: (query: Query, call: CallContext, database: Database) => Promise<Decision<Found>>;
  readonly reply: (found: Found, query: Query) => Response;
}

/** Declares a read of one request. */
export function query<Request extends object, Response, Query, Found>(
  method: UnaryMethod<Request, Response>,
  { parse, read, reply }: QueryDeclaration<Request, Response, Query, Found>,
): Rpc {
  return {
    method,
    bind:
      ({ database }) =>
      async (request: Request, call: CallContext): Promise<Response> => {
        const asked = await readRequest(parse, request, new Fields<Request>(request), call);
        return reply(accepted(await read(asked, call, database)), asked);
      },
  };
}
