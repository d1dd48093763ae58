import type { Database } from '@safe-community/database';
import type { ClockAndIds, Installation } from '@safe-community/domain-kit';
import type { CallContext, MethodDescription } from '@safe-community/grpc-kit';
import type { UnitOfWork } from '@safe-community/ledger';
import type { BatchWriters } from './batch-writers.ts';

/** What the kit provides to the methods and jobs of a running service. */
export interface Runtime {
  readonly installation: Installation;
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

/** A method whose request is a stream, as ts-proto generates it. */
export interface UploadMethod<Request, Response> extends MethodDescription {
  readonly requestStream: true;
  readonly responseStream: false;
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/**
 * Declares an RPC whose request is a stream, and which writes each part of it by the `write` of a declared write. Use
 * `importCommand` if the parts are rows; a stream of responses is a `streamQuery`.
 */
export function stream<Request, Response>(
  method: UploadMethod<Request, Response>,
  bind: (runtime: Runtime) => (requests: AsyncIterable<Request>, call: CallContext) => Promise<Response>,
): Rpc {
  return { method, bind };
}

/** Declares an RPC with one request that carries out several writes, each by the `write` of a declared write. */
export function unary<Request, Response>(
  method: UnaryMethod<Request, Response>,
  bind: (runtime: Runtime) => (request: Request, call: CallContext) => Promise<Response>,
): Rpc {
  return { method, bind };
}
