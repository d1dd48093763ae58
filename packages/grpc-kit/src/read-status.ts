import { status, type ServiceError } from '@grpc/grpc-js';
import {
  BadRequest,
  ErrorInfo,
  RetryInfo,
  type BadRequest_FieldViolation,
} from '@safe-community/contracts/google/rpc/error_details.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';

/** The error details of a rejected call. */
export interface StatusDetails {
  /** google.rpc.ErrorInfo.reason, such as "BEAT_TAKEN"; absent when the response is not from one of our services. */
  readonly reason: string | undefined;
  readonly violations: readonly Pick<BadRequest_FieldViolation, 'field' | 'description'>[];
  /** When to retry, milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** Reads the google.rpc.Status that a gRPC error carries in its trailers. */
export function detailsOf(error: ServiceError): StatusDetails {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const { details } = bytes instanceof Buffer ? Status.decode(bytes) : { details: [] };
  const bytesOf = (type: string): Buffer | undefined =>
    details.find(({ typeUrl }) => typeUrl.endsWith(`/google.rpc.${type}`))?.value;
  const [info, request, retry] = [bytesOf('ErrorInfo'), bytesOf('BadRequest'), bytesOf('RetryInfo')];
  return {
    reason: info && ErrorInfo.decode(info).reason,
    violations: request === undefined ? [] : BadRequest.decode(request).fieldViolations,
    retryAfterMs: retry && milliseconds(RetryInfo.decode(retry)),
  };
}

/** Whether the error is one of grpc-js. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error && Object.hasOwn(status, String(error.code));
}

function milliseconds({ retryDelay }: RetryInfo): number {
  return Number(retryDelay?.seconds ?? 0n) * 1_000 + (retryDelay?.nanos ?? 0) / 1_000_000;
}
