import { status, type ServiceError } from '@grpc/grpc-js';
import {
  BadRequest,
  ErrorInfo,
  PreconditionFailure,
  RetryInfo,
} from '@safe-community/contracts/google/rpc/error_details.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';

/** The error details of a rejected call, as its client reads them. */
export interface Rejection {
  /** "NOT_FOUND" */
  readonly code: string;
  readonly message: string;
  readonly reason: string;
  /** Fields of the violations. */
  readonly fields: readonly string[];
  /** Types of the broken preconditions. */
  readonly preconditions: readonly string[];
  /** Retry delay, milliseconds. */
  readonly retryAfterMs: number | undefined;
}

export function callErrorOf(error: ServiceError): Rejection {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const details = bytes === undefined ? [] : Status.decode(bytes as Buffer).details;
  const find = <T>(name: string, codec: { decode(bytes: Uint8Array): T }): T | undefined => {
    const found = details.find(({ typeUrl }) => typeUrl === `type.googleapis.com/google.rpc.${name}`);
    return found && codec.decode(found.value);
  };
  const retry = find('RetryInfo', RetryInfo)?.retryDelay;
  return {
    code: status[error.code],
    message: error.details,
    reason: find('ErrorInfo', ErrorInfo)?.reason ?? '',
    fields: find('BadRequest', BadRequest)?.fieldViolations.map(({ field }) => field) ?? [],
    preconditions: find('PreconditionFailure', PreconditionFailure)?.violations.map(({ type }) => type) ?? [],
    retryAfterMs: retry && Number(retry.seconds) * 1_000 + retry.nanos / 1_000_000,
  };
}
