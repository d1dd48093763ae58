import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { Refusal, type RefusalKind } from '@safe-community/domain-kit';
import { encodeDetails } from './status-details.ts';

const CODES: Record<RefusalKind, status> = {
  'invalid-argument': status.INVALID_ARGUMENT,
  unauthenticated: status.UNAUTHENTICATED,
  'permission-denied': status.PERMISSION_DENIED,
  'not-found': status.NOT_FOUND,
  'already-exists': status.ALREADY_EXISTS,
  'failed-precondition': status.FAILED_PRECONDITION,
  aborted: status.ABORTED,
  'out-of-range': status.OUT_OF_RANGE,
  'resource-exhausted': status.RESOURCE_EXHAUSTED,
  unavailable: status.UNAVAILABLE,
  'deadline-exceeded': status.DEADLINE_EXCEEDED,
};

/** The name of a status code: "NOT_FOUND". */
export function codeName(code: status): string {
  return status[code] ?? String(code);
}

/** The status for an error. Only a refusal has details; those of other errors stay in the log. */
export function toStatus(error: unknown): Pick<StatusObject, 'code' | 'details' | 'metadata'> {
  if (!(error instanceof Refusal)) {
    return { code: status.INTERNAL, details: 'internal error', metadata: new Metadata() };
  }
  const code = CODES[error.kind];
  const message = shortened(error.message);
  const metadata = new Metadata();
  // Binary headers are sent as base64, four characters for three bytes.
  const room = Math.floor((MAX_HEADER_CHARACTERS - writtenLength(message)) / 4) * 3;
  metadata.set('grpc-status-details-bin', encodeDetails(code, message, error, room));
  if (error.retryAfterMs !== undefined) metadata.set(PUSHBACK, pushback(error.retryAfterMs));
  return { code, details: message, metadata };
}

/** The retry delay for client channels, which retry without reading the details (gRFC A6). */
const PUSHBACK = 'grpc-retry-pushback-ms';

/** Deadlines are a few seconds. A channel that waits longer would report DEADLINE_EXCEEDED instead of the refusal. */
const MAX_PUSHBACK_MS = 2_000;
const DO_NOT_RETRY = '-1';

function pushback(retryAfterMs: number): string {
  return retryAfterMs > MAX_PUSHBACK_MS ? DO_NOT_RETRY : String(spread(retryAfterMs));
}

/** Adds jitter: channels wait for exactly this time, and would otherwise all return at once. */
function spread(milliseconds: number): number {
  return Math.ceil(milliseconds * (1 + Math.random() / 2));
}

/**
 * Status and details are sent as headers. Many clients accept 8 KiB of headers and otherwise fail with unclear errors. So
 * a long message is truncated, and the details get the rest; 700 characters are for other headers.
 */
const MAX_HEADER_CHARACTERS = 7_500;
const MAX_MESSAGE_LENGTH = 500;
/** The details contain the message up to twice. A longer message would leave no room for the reason. */
const MAX_WRITTEN_MESSAGE_LENGTH = 3_000;

function shortened(message: string): string {
  if (message.length <= MAX_MESSAGE_LENGTH && writtenLength(message) <= MAX_WRITTEN_MESSAGE_LENGTH) {
    return message.toWellFormed();
  }
  let length = MAX_MESSAGE_LENGTH;
  while (writtenLength(message.slice(0, length)) > MAX_WRITTEN_MESSAGE_LENGTH) length -= 10;
  // grpc-js throws on half a surrogate pair.
  return `${message.slice(0, length)}…`.toWellFormed();
}

/** gRPC percent-encodes the message. */
function writtenLength(message: string): number {
  return encodeURI(message.toWellFormed()).length;
}
