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

/** What a declared method runs on: what the kit provides, and what its module was given. */
export interface Bound<Deps> extends Runtime {
  readonly deps: Deps;
}

/** A method that a module serves. It is declared when the code is loaded, and bound when the service starts. */
export interface Rpc<Deps = unknown> {
  readonly method: MethodDescription;
  readonly bind: (bound: Bound<Deps>) => (request: never, call: CallContext) => unknown;
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
export function stream<Request, Response, Deps = unknown>(
  method: UploadMethod<Request, Response>,
  bind: (bound: Bound<Deps>) => (requests: AsyncIterable<Request>, call: CallContext) => Promise<Response>,
): Rpc<Deps> {
  return { method, bind };
}

/** Declares an RPC with one request that carries out several writes, each by the `write` of a declared write. */
export function unary<Request, Response, Deps = unknown>(
  method: UnaryMethod<Request, Response>,
  bind: (bound: Bound<Deps>) => (request: Request, call: CallContext) => Promise<Response>,
): Rpc<Deps> {
  return { method, bind };
}
