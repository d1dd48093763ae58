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
  // Binary headers travel as base64, four characters for three bytes.
  const room = Math.floor((MOST_HEADER_CHARACTERS - writtenLength(message)) / 4) * 3;
  metadata.set('grpc-status-details-bin', encodeDetails(code, message, error, room));
  if (error.retryAfterMs !== undefined) metadata.set(PUSHBACK, pushback(error.retryAfterMs));
  return { code, details: message, metadata };
}

/** RetryInfo for the channel of a client, which retries by itself and reads no details (gRFC A6). */
const PUSHBACK = 'grpc-retry-pushback-ms';

/** Calls have deadlines of a few seconds: a channel that waited longer would tell of those instead of the refusal. */
const LONGEST_PUSHBACK_MS = 2_000;
const DO_NOT_RETRY = '-1';

function pushback(retryAfterMs: number): string {
  return retryAfterMs > LONGEST_PUSHBACK_MS ? DO_NOT_RETRY : String(spread(retryAfterMs));
}

/** The channel waits exactly so long: without a random part all would come back in the same moment. */
function spread(milliseconds: number): number {
  return Math.ceil(milliseconds * (1 + Math.random() / 2));
}

/**
 * Status and details travel as headers, of which many clients take 8 KiB in all and then fail in ways
 * that tell nothing. So a long message is cut, and the details get the rest; 700 are for names and other headers.
 */
const MOST_HEADER_CHARACTERS = 7_500;
const LONGEST_MESSAGE = 500;
/** The message is in the details as well, even twice: longer, it would leave no room for the reason. */
const LONGEST_WRITTEN_MESSAGE = 3_000;

function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE && writtenLength(message) <= LONGEST_WRITTEN_MESSAGE) {
    return message.toWellFormed();
  }
  let length = LONGEST_MESSAGE;
  while (writtenLength(message.slice(0, length)) > LONGEST_WRITTEN_MESSAGE) length -= 10;
  // Half a surrogate pair cannot be written into a header, and grpc-js throws on it.
  return `${message.slice(0, length)}…`.toWellFormed();
}

/** A message travels with all but ASCII as %XX. */
function writtenLength(message: string): number {
  return encodeURI(message.toWellFormed()).length;
}
