import type { ServiceError } from '@grpc/grpc-js';
import type { ProtoGrpcType } from '../../gen/typescript/rich_status.ts';
import { load } from './connection.ts';

/** What a refused call says beyond its code. */
export interface Refusal {
  /** What programs match: ErrorInfo.reason. */
  reason: string;
  /** Every field that is not as it must be, and the rule that it breaks. */
  violations: { field: string; rule: string }[];
  /** Reasons why the state of things forbids the call. */
  preconditions: string[];
  /** Milliseconds to wait before the next try; absent when the service names no time. */
  retryAfterMs?: number;
}

const proto = load('examples', 'rich_status.proto') as ProtoGrpcType;
const { Status, ErrorInfo, BadRequest, PreconditionFailure, RetryInfo } = proto.rich_status;

/** Reads the messages in the trailer `grpc-status-details-bin`. */
export function refusalOf(error: ServiceError): Refusal {
  const refusal: Refusal = { reason: '', violations: [], preconditions: [] };
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  if (!Buffer.isBuffer(bytes)) return refusal;
  for (const { type_url, value } of Status.deserialize(bytes).details) {
    switch (type_url.split('.').at(-1)) {
      case 'ErrorInfo':
        refusal.reason = ErrorInfo.deserialize(value).reason;
        break;
      case 'BadRequest':
        for (const { field, description } of BadRequest.deserialize(value).field_violations) {
          refusal.violations.push({ field, rule: description });
        }
        break;
      case 'PreconditionFailure':
        for (const { type } of PreconditionFailure.deserialize(value).violations) refusal.preconditions.push(type);
        break;
      case 'RetryInfo': {
        const delay = RetryInfo.deserialize(value).retry_delay;
        if (delay) refusal.retryAfterMs = Number(delay.seconds) * 1_000 + delay.nanos / 1e6;
      }
    }
  }
  return refusal;
}
