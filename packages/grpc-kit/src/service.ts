import type { Decision } from '@safe-community/domain-kit';
import type { Rights } from '@safe-community/security/policy';
import type { Person } from '@safe-community/security/identity';
import type { Caller } from './callers.ts';

/** What a handler gets besides the request. */
export interface CallContext {
  readonly caller: Caller;
  /** The acting person, by a verified token. Undefined if the system acts for itself. */
  readonly person: Person | undefined;
  /** What the call may do under the scope of its method: where, and with which cases. */
  readonly rights: Rights;
  /** The same under the further scope of its method, or the refusal of a call that needs it. */
  readonly furtherRights: () => Decision<Rights>;
  /** The purpose, a name from the policy. Empty if the call names none. */
  readonly purpose: string;
  /**
   * The id of the acting person: the subject of the token, or what the system states in the metadata `acting-user`, which
   * grants nothing. 1 to 100 letters, digits and ". _ @ : -"; empty if the call names nobody. Personal data: never in
   * logs or errors.
   */
  readonly actingUser: string;
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly method: string;
  /** Aborted when the client cancels or the deadline passes. */
  readonly signal: AbortSignal;
  /** In milliseconds since 1970. Infinity if the client set no deadline. */
  readonly deadline: number;
  /** Aborted when the server stops or a stream of responses is too old. A stream without an end then ends, as UNAVAILABLE. */
  readonly draining: AbortSignal;
  /** The encoded request, for the digest of idempotent writes. Empty for streams of requests. */
  readonly body: Uint8Array;
}

/** A method, as ts-proto describes it for grpc-js. */
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

/** The handler of a method, by what the method streams. */
type Handler<M extends MethodDescription> = M['requestStream'] extends true
  ? (requests: AsyncIterable<RequestOf<M>>, call: CallContext) => Promise<ResponseOf<M>>
  : M['responseStream'] extends true
    ? (request: RequestOf<M>, call: CallContext) => AsyncIterable<ResponseOf<M>>
    : (request: RequestOf<M>, call: CallContext) => Promise<ResponseOf<M>>;

export type Handlers<S extends ServiceDescription> = { readonly [Name in keyof S]: Handler<S[Name]> };

/** A service with its handlers. */
export interface ServedService {
  readonly description: ServiceDescription;
  readonly handlers: Readonly<Record<string, (request: never, call: CallContext) => unknown>>;
}

/** Combines a generated description with handlers. The compiler checks that none is missing. */
export function serve<S extends ServiceDescription>(description: S, handlers: Handlers<S>): ServedService {
  return { description, handlers: handlers };
}
