import type { Database } from '@safe-community/database';
import { accepted, Fields, type Decision } from '@safe-community/domain-kit';
import type { CallContext, MethodDescription } from '@safe-community/grpc-kit';
import { refuse } from './declared-write.ts';
import { namedInstallation } from './named-installation.ts';
import type { QueryDeclaration } from './query.ts';
import { readRequest } from './read-request.ts';
import type { Rpc } from './rpc.ts';

/** A method that answers with a stream, as ts-proto generates it. */
interface StreamedMethod<Request, Response> extends MethodDescription {
  readonly requestStream: false;
  readonly responseStream: true;
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** The steps of a streamed read, in the order in which the kit runs them. `reply` runs for each element. */
interface StreamQueryDeclaration<Request extends object, Response, Query, Found> extends Pick<
  QueryDeclaration<Request, Response, Query, Found>,
  'authorize' | 'parse' | 'reply'
> {
  /** Returns what is sent, or a refusal. The caller ends a watch, and a stop of the service does: see `call`. */
  readonly read: (
    query: Query,
    call: CallContext,
    database: Database,
  ) => Decision<AsyncIterable<Found>> | Promise<Decision<AsyncIterable<Found>>>;
}

/** Declares an RPC that streams what it reads. Like `query`, it cannot write. */
export function streamQuery<Request extends object, Response, Query, Found>(
  method: StreamedMethod<Request, Response>,
  { authorize, parse, read, reply }: StreamQueryDeclaration<Request, Response, Query, Found>,
): Rpc {
  return {
    method,
    bind({ database, installation }) {
      const complete = namedInstallation(method, installation);
      return async function* (request: Request, call: CallContext): AsyncGenerator<Response> {
        refuse(authorize?.(call));
        const asked = await readRequest(parse, request, new Fields<Request>(request), call);
        for await (const found of accepted(await read(asked, call, database))) yield complete(reply(found, asked));
      };
    },
  };
}
