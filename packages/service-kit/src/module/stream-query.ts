import { accepted, Fields, type Decision } from '@safe-community/domain-kit';
import type { CallContext, MethodDescription } from '@safe-community/grpc-kit';
import { namedInstallation } from './named-installation.ts';
import type { QuerySteps } from './query.ts';
import { readRequest, refuse } from './read-request.ts';
import type { Rpc } from './rpc.ts';
import type { Reading } from './steps.ts';

/** A method that answers with a stream, as ts-proto generates it. */
export interface StreamedMethod<Request, Response> extends MethodDescription {
  readonly requestStream: false;
  readonly responseStream: true;
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** The steps of a streamed read, in the order in which the kit runs them. `reply` runs for each element. */
export interface StreamQuerySteps<Request extends object, Response, Query, Element, Deps> extends Pick<
  QuerySteps<Request, Response, Query, Element, Deps>,
  'authorize' | 'parse' | 'reply'
> {
  /** Returns what is sent, or a refusal. The caller ends a watch, and a stop of the service does: see `call`. */
  readonly read: (
    reading: Reading<Query, Deps>,
  ) => Decision<AsyncIterable<Element>> | Promise<Decision<AsyncIterable<Element>>>;
}

/** Declares an RPC that streams what it reads. Like `query`, it cannot write. */
export function streamQuery<Request extends object, Response, Query, Element, Deps = unknown>(
  method: StreamedMethod<Request, Response>,
  { authorize, parse, read, reply }: StreamQuerySteps<Request, Response, Query, Element, Deps>,
): Rpc<Deps> {
  return {
    method,
    bind({ database, installation, clock, deps }) {
      const complete = namedInstallation(method, installation);
      return async function* (request: Request, call: CallContext): AsyncGenerator<Response> {
        refuse(authorize?.({ call, deps }));
        const fields = new Fields<Request>(request);
        const asked = await readRequest(parse, { request, fields, call, clock, database, deps });
        const all = accepted(await read({ query: asked, call, clock, database, installation, deps }));
        for await (const found of all) yield complete(reply({ query: asked, found, call, clock, deps }));
      };
    },
  };
}
