import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import type { Any } from '@safe-community/contracts/google/protobuf/any.ts';
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
  const message = shortened(error.message);
  const metadata = new Metadata();
  const rich = { code, message, details: detailsOf(error, message) };
  metadata.set('grpc-status-details-bin', Buffer.from(Status.encode(rich).finish()));
  return { code, details: message, metadata };
}

/**
 * Status and details travel as headers, of which many clients take 8 KiB in all and then fail
 * in ways that tell nothing. So a long message is cut, and of very many violations some are named.
 */
const LONGEST_MESSAGE = 500;
const MOST_VIOLATIONS_BYTES = 3_000;

function shortened(message: string): string {
  const short = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  // Half a surrogate pair cannot be written into a header, and grpc-js throws on it.
  return short.toWellFormed();
}

function detailsOf(error: Refusal, message: string): Any[] {
  const details = [pack(ErrorInfo, { reason: error.reason, domain: DOMAIN, metadata: {} })];
  if (error.violations.length > 0) details.push(pack(BadRequest, { fieldViolations: fieldViolations(error) }));
  if (error.kind === 'failed-precondition') details.push(pack(PreconditionFailure, precondition(error, message)));
  if (error.retryAfterMs !== undefined) details.push(pack(RetryInfo, { retryDelay: duration(error.retryAfterMs) }));
  return details;
}

function fieldViolations(error: Refusal) {
  let bytes = 0;
  const named = error.violations.filter(({ field, rule }) => {
    bytes += Buffer.byteLength(field) + Buffer.byteLength(rule);
    return bytes <= MOST_VIOLATIONS_BYTES;
  });
  return named.map(({ field, rule }) => ({ field, description: rule, reason: '', localizedMessage: undefined }));
}

function precondition(error: Refusal, message: string) {
  return { violations: [{ type: error.reason, subject: DOMAIN, description: message }] };
}

function duration(milliseconds: number) {
  const whole = Math.max(0, Math.round(milliseconds));
  return { seconds: BigInt(Math.trunc(whole / 1_000)), nanos: (whole % 1_000) * 1_000_000 };
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
