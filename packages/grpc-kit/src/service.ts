import type { Rights } from '@safe-community/security/policy';
import type { Person } from '@safe-community/security/identity';
import type { Caller } from './callers.ts';

/** What a method knows about the call besides the request. */
export interface CallContext {
  readonly caller: Caller;
  /** Who acts there, by a verified token; absent when the system acts by itself. */
  readonly person: Person | undefined;
  /** What the call may, where, and of which cases: by the scope of its method. */
  readonly rights: Rights;
  /** What the call is for, a name of the policy; empty when it names none. */
  readonly purpose: string;
  /**
   * The person at the calling system: the token's subject, or without one what the system claims in the call's
   * metadata `acting-user`, which grants nothing. 1 to 100 of letters, digits and ". _ @ : -"; empty when the call
   * names nobody. Belongs to a person: never in logs or errors.
   */
  readonly actingUser: string;
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly method: string;
  /** Aborted when the caller cancels or the deadline passes: work for nobody stops. */
  readonly signal: AbortSignal;
  /** When the caller stops waiting, milliseconds since 1970; Infinity when it named no deadline. */
  readonly deadline: number;
  /**
   * Aborted when the server is to stop, or a stream of answers has lasted long enough: one without an end of its own ends
   * then, with UNAVAILABLE.
   */
  readonly draining: AbortSignal;
  /** The request as it came, for the digest of idempotent writes; empty for streams of requests. */
  readonly body: Uint8Array;
}

/** One method as ts-proto describes it for grpc-js. */
export interface MethodDescription {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestSerialize: (value: never) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => unknown;
  readonly responseSerialize: (value: never) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => unknown;
}

export type ServiceDescription = Readonly<Record<string, MethodDescription>>;

type RequestOf<M extends MethodDescription> = ReturnType<M['requestDeserialize']>;
type ResponseOf<M extends MethodDescription> = ReturnType<M['responseDeserialize']>;

/** The function that carries out a method, by its streaming kind. */
type Handler<M extends MethodDescription> = M['requestStream'] extends true
  ? (requests: AsyncIterable<RequestOf<M>>, call: CallContext) => Promise<ResponseOf<M>>
  : M['responseStream'] extends true
    ? (request: RequestOf<M>, call: CallContext) => AsyncIterable<ResponseOf<M>>
    : (request: RequestOf<M>, call: CallContext) => Promise<ResponseOf<M>>;

export type Handlers<S extends ServiceDescription> = { readonly [Name in keyof S]: Handler<S[Name]> };

/** A service to be served: its description and the functions behind it. */
export interface ServedService {
  readonly description: ServiceDescription;
  readonly handlers: Readonly<Record<string, (request: never, call: CallContext) => unknown>>;
}

/** Pairs a generated description with handlers; the compiler sees that none is missing. */
export function serve<S extends ServiceDescription>(description: S, handlers: Handlers<S>): ServedService {
  return { description, handlers: handlers };
}
