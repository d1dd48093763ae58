import { Any } from '@safe-community/contracts/google/protobuf/any.ts';
import {
  BadRequest,
  BadRequest_FieldViolation,
  ErrorInfo,
  PreconditionFailure,
  RetryInfo,
} from '@safe-community/contracts/google/rpc/error_details.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';
import type { Refusal, Violation } from '@safe-community/domain-kit';

const DOMAIN = 'safecommunity';
const MAX_VIOLATIONS_BYTES = 3_000;
const MAX_METADATA_BYTES = 500;
/** The overhead of a list of violations: the name of its type and the length prefixes. */
const LIST_BYTES = 64;
/** The longest tag and length prefix of an element. */
const ELEMENT_BYTES = 4;

/**
 * Encodes a refusal as google.rpc.Status, in at most `most` bytes. The reason and the retry delay are always included. A
 * long list of violations is truncated, and attached messages are included as far as they fit.
 */
export function encodeDetails(code: number, message: string, refusal: Refusal, most: number): Buffer {
  const result = { code, message, details: requiredDetails(refusal, message) };
  const room = (): number => most - sizeOf(Status, result);
  if (refusal.violations.length > 0) {
    const fieldViolations = fitting(
      refusal.violations.map(toFieldViolation),
      (violation) => sizeOf(BadRequest_FieldViolation, violation),
      Math.min(MAX_VIOLATIONS_BYTES, room() - LIST_BYTES),
    );
    result.details.push(pack(BadRequest, { fieldViolations }));
  }
  const attached = refusal.attached.map(({ typeUrl, value }) => ({ typeUrl, value: Buffer.from(value) }));
  result.details.push(...fitting(attached, (any) => sizeOf(Any, any), room()));
  return Buffer.from(Status.encode(result).finish());
}

function requiredDetails(refusal: Refusal, message: string): Any[] {
  const { kind, metadata, reason, retryAfterMs } = refusal;
  const entries = fitting(Object.entries(metadata), (entry) => Buffer.byteLength(entry.join('')), MAX_METADATA_BYTES);
  const details = [pack(ErrorInfo, { reason, domain: DOMAIN, metadata: Object.fromEntries(entries) })];
  if (kind === 'failed-precondition') {
    const violations = [{ type: reason, subject: DOMAIN, description: message }];
    details.push(pack(PreconditionFailure, { violations }));
  }
  if (retryAfterMs !== undefined) details.push(pack(RetryInfo, { retryDelay: duration(retryAfterMs) }));
  return details;
}

/** The first items, as many as fit. */
function fitting<T>(items: readonly T[], bytesOf: (item: T) => number, most: number): T[] {
  let bytes = 0;
  const first = items.findIndex((item) => {
    bytes += bytesOf(item) + ELEMENT_BYTES;
    return bytes > most;
  });
  return items.slice(0, first === -1 ? items.length : first);
}

function toFieldViolation({ field, rule }: Violation): BadRequest_FieldViolation {
  return { field, description: rule, reason: '', localizedMessage: undefined };
}

function duration(milliseconds: number) {
  const whole = Math.max(0, Math.round(milliseconds));
  return { seconds: BigInt(Math.trunc(whole / 1_000)), nanos: (whole % 1_000) * 1_000_000 };
}

interface Packable<T> {
  encode(message: T): { finish(): Uint8Array };
}

function sizeOf<T>(type: Packable<T>, message: T): number {
  return type.encode(message).finish().byteLength;
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
