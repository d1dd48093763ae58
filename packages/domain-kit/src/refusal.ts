import type { Violation } from './violation.ts';

/** The closed set of reasons for a refusal; each maps to one gRPC code (`status.ts`). */
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
  /** When to retry, milliseconds. */
  readonly retryAfterMs?: number;
  /** Few and short entries for machines, without personal data: google.rpc.ErrorInfo.metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * What was done or found before the refusal, most important first. It gets the rest of the 8 KiB of headers, and what
   * does not fit is dropped, so callers must be able to do without it.
   */
  readonly attached?: readonly Attached[];
  /** Ids of the subjects, for the audit of denials; never sent to the caller. */
  readonly about?: readonly string[];
}

/**
 * A call is refused and has changed nothing. This is the only type of error that reaches a caller; any other error is a
 * bug and becomes INTERNAL without details. The message is for people and must not contain personal data.
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

/** The invalid fields of a request, all at once. */
export function invalid(violations: readonly Violation[]): Refusal {
  const text = violations.map(({ field, rule }) => `${field} ${rule}`).join('; ');
  return new Refusal('invalid-argument', text, { reason: 'FIELDS_INVALID', violations });
}

/** Throws `invalid` if there are violations. */
export function refuseInvalid(violations: readonly Violation[]): void {
  if (violations.length > 0) throw invalid(violations);
}

/** The same refusal with further messages for the caller. */
export function attach(refusal: Refusal, attached: readonly Attached[]): Refusal {
  const { kind, message, reason, violations, retryAfterMs, metadata, about } = refusal;
  const details = { reason, violations, metadata, about, attached: [...refusal.attached, ...attached] };
  return new Refusal(kind, message, retryAfterMs === undefined ? details : { ...details, retryAfterMs });
}

/** The current state does not allow the call; `reason` is one of those that the method documents. */
export function preconditionFailed(reason: string, message: string): Refusal {
  return new Refusal('failed-precondition', message, { reason });
}

export function notFound(what: string): Refusal {
  return new Refusal('not-found', `${what} not found`);
}

/** A temporary fault: the same call may be retried. */
export function unavailable(message: string, retryAfterMs = 1_000): Refusal {
  return new Refusal('unavailable', message, { retryAfterMs });
}
