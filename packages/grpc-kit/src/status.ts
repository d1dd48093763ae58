import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { Any } from '@safe-community/contracts/google/protobuf/any.ts';
import {
  BadRequest,
  ErrorInfo,
  PreconditionFailure,
  RetryInfo,
} from '@safe-community/contracts/google/rpc/error_details.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';
import { Refusal, type RefusalKind } from './refusal.ts';

const CODES: Record<RefusalKind, status> = {
  'invalid-argument': status.INVALID_ARGUMENT,
  unauthenticated: status.UNAUTHENTICATED,
  'permission-denied': status.PERMISSION_DENIED,
  'not-found': status.NOT_FOUND,
  'already-exists': status.ALREADY_EXISTS,
  'failed-precondition': status.FAILED_PRECONDITION,
  'out-of-range': status.OUT_OF_RANGE,
  'resource-exhausted': status.RESOURCE_EXHAUSTED,
  unavailable: status.UNAVAILABLE,
  'deadline-exceeded': status.DEADLINE_EXCEEDED,
};

const DOMAIN = 'safecommunity';

/** Name of a status code as gRPC writes it: "NOT_FOUND". */
export function codeName(code: status): string {
  return status[code] ?? String(code);
}

/** What the caller is told. Detail of anything but a refusal stays in the log. */
export function toStatus(error: unknown): Pick<StatusObject, 'code' | 'details' | 'metadata'> {
  if (!(error instanceof Refusal)) {
    return { code: status.INTERNAL, details: 'internal error', metadata: new Metadata() };
  }
  const code = CODES[error.kind];
  const metadata = new Metadata();
  const rich = { code, message: error.message, details: detailsOf(error) };
  metadata.set('grpc-status-details-bin', Buffer.from(Status.encode(rich).finish()));
  return { code, details: error.message, metadata };
}

function detailsOf(error: Refusal): Any[] {
  const details = [pack(ErrorInfo, { reason: error.reason, domain: DOMAIN, metadata: {} })];
  if (error.violations.length > 0) details.push(pack(BadRequest, { fieldViolations: fieldViolations(error) }));
  if (error.kind === 'failed-precondition') details.push(pack(PreconditionFailure, precondition(error)));
  if (error.retryAfterMs !== undefined) details.push(pack(RetryInfo, { retryDelay: duration(error.retryAfterMs) }));
  return details;
}

function fieldViolations(error: Refusal) {
  return error.violations.map(({ field, rule }) => {
    return { field, description: rule, reason: '', localizedMessage: undefined };
  });
}

function precondition(error: Refusal) {
  return { violations: [{ type: error.reason, subject: DOMAIN, description: error.message }] };
}

function duration(milliseconds: number) {
  return { seconds: BigInt(Math.trunc(milliseconds / 1_000)), nanos: (milliseconds % 1_000) * 1_000_000 };
}

interface Packable<T> {
  encode(message: T): { finish(): Uint8Array };
}

function pack<T>(type: Packable<T>, message: T): Any {
  const name = TYPE_NAMES.get(type);
  return { typeUrl: `type.googleapis.com/google.rpc.${name}`, value: Buffer.from(type.encode(message).finish()) };
}

const TYPE_NAMES = new Map<unknown, string>([
  [ErrorInfo, 'ErrorInfo'],
  [BadRequest, 'BadRequest'],
  [PreconditionFailure, 'PreconditionFailure'],
  [RetryInfo, 'RetryInfo'],
]);
