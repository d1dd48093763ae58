import type { Database } from '@safe-community/database';
import { accepted, Fields, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { refuse } from './command.ts';
import { readRequest, type Parse } from './read-request.ts';
import type { Rpc, UnaryMethod } from './rpc.ts';

/** A read, in the order in which the kit runs it. */
export interface QueryDeclaration<Request extends object, Response, Query, Found> {
  /** Whether the caller may read this at all, whatever the request says. */
  readonly authorize?: (call: CallContext) => Refusal | undefined;
  readonly parse: Parse<Request, Query>;
  /** What was found, or the refusal: not found, not for this caller. */
  readonly read: (query: Query, call: CallContext, database: Database) => Promise<Decision<Found>>;
  readonly reply: (found: Found, query: Query) => Response;
}

/** Declares a read of one request. */
export function query<Request extends object, Response, Query, Found>(
  method: UnaryMethod<Request, Response>,
  { authorize, parse, read, reply }: QueryDeclaration<Request, Response, Query, Found>,
): Rpc {
  return {
    method,
    bind:
      ({ database }) =>
      async (request: Request, call: CallContext): Promise<Response> => {
        refuse(authorize?.(call));
        const asked = await readRequest(parse, request, new Fields<Request>(request), call);
        return reply(accepted(await read(asked, call, database)), asked);
      },
  };
}
