import type { Violation } from './violation.ts';

/** The closed set of reasons why a call is not carried out; each has one gRPC code (`status.ts`). */
export type RefusalKind =
  | 'invalid-argument'
  | 'unauthenticated'
  | 'permission-denied'
  | 'not-found'
  | 'already-exists'
  | 'failed-precondition'
  | 'aborted'
  | 'out-of-range'
  | 'resource-exhausted'
  | 'unavailable'
  | 'deadline-exceeded';

/** A further message for the caller, as google.protobuf.Any. */
export interface Attached {
  /** "type.googleapis.com/safecommunity.incidents.v1.ImportIncidentsResponse" */
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

export interface RefusalDetails {
  /** Machine-readable, UPPER_SNAKE_CASE: google.rpc.ErrorInfo.reason. */
  readonly reason?: string;
  readonly violations?: readonly Violation[];
  /** When to try again, milliseconds. */
  readonly retryAfterMs?: number;
  /** Few and short, for machines, no personal data: google.rpc.ErrorInfo.metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * What was done or found before the refusal, the most important first. Of the 8 KiB of headers they get what
   * is left, and those that do not fit are left out: answer so that a caller can do without.
   */
  readonly attached?: readonly Attached[];
  /** Ids of what was refused, for the audit of denials; never told. */
  readonly about?: readonly string[];
}

/**
 * A call is refused and has changed nothing. The one error type that may reach a
 * caller; any other error is a bug and reaches it as INTERNAL without detail.
 * The message is for people and must hold no personal data.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly reason: string;
  readonly violations: readonly Violation[];
  readonly retryAfterMs: number | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly attached: readonly Attached[];
  readonly about: readonly string[];

  constructor(kind: RefusalKind, message: string, details: RefusalDetails = {}) {
    super(message);
    this.kind = kind;
    this.reason = details.reason ?? kind.toUpperCase().replaceAll('-', '_');
    this.violations = details.violations ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.metadata = details.metadata ?? {};
    this.attached = details.attached ?? [];
    this.about = details.about ?? [];
  }
}

/** Fields of the request break rules: the refusal names all of them. */
export function fieldsInvalid(violations: readonly Violation[]): Refusal {
  const text = violations.map(({ field, rule }) => `${field} ${rule}`).join('; ');
  return new Refusal('invalid-argument', text, { reason: 'FIELDS_INVALID', violations });
}

/** Refuses when there are violations, naming all of them. */
export function refuseInvalid(violations: readonly Violation[]): void {
  if (violations.length > 0) throw fieldsInvalid(violations);
}

/** The state of things forbids the call; `reason` is one of those that the method documents. */
export function preconditionFailed(reason: string, message: string): Refusal {
  return new Refusal('failed-precondition', message, { reason });
}

export function notFound(what: string): Refusal {
  return new Refusal('not-found', `${what} not found`);
}

/** A fault that passes: the same call may be sent again. */
export function unavailable(message: string, retryAfterMs = 1_000): Refusal {
  return new Refusal('unavailable', message, { retryAfterMs });
}
