import type { Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { CallContext, MethodDescription } from '@safe-community/grpc-kit';
import type { UnitOfWork } from '@safe-community/ledger';
import type { BatchWriters } from './batch-writers.ts';

/** What the kit provides to the methods and jobs of a running service. */
export interface Runtime {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly clock: ClockAndIds;
  readonly writers: BatchWriters;
}

/** A method that a module serves. It is declared when the code is loaded, and bound when the service starts. */
export interface Rpc {
  readonly method: MethodDescription;
  bind(runtime: Runtime): (request: never, call: CallContext) => unknown;
}

/** A unary method, as ts-proto generates it. */
export interface UnaryMethod<Request, Response> extends MethodDescription {
  readonly requestStream: false;
  readonly responseStream: false;
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseSerialize: (response: Response) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

type Streaming<Method extends MethodDescription> = Method['requestStream'] extends true
  ? (
      requests: AsyncIterable<ReturnType<Method['requestDeserialize']>>,
      call: CallContext,
    ) => Promise<ReturnType<Method['responseDeserialize']>>
  : Method['responseStream'] extends true
    ? (
        request: ReturnType<Method['requestDeserialize']>,
        call: CallContext,
      ) => AsyncIterable<ReturnType<Method['responseDeserialize']>>
    : never;

/** Declares an RPC that streams requests or responses. It writes through `BatchCommand.write`. */
export function stream<Method extends MethodDescription>(
  method: Method,
  bind: (runtime: Runtime) => Streaming<Method>,
): Rpc {
  return { method, bind };
}

/** A method with one request that carries out several writes, each by the `write` of a declared command. */
export function unary<Request, Response>(
  method: UnaryMethod<Request, Response>,
  bind: (runtime: Runtime) => (request: Request, call: CallContext) => Promise<Response>,
): Rpc {
  return { method, bind };
}
