import { refuseInvalid, type CallContext, type Violation } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';
import { validate as isUuid } from 'uuid';

/** The key of a write. Refuses a request_id that is no UUID, together with all else that is wrong. */
export function keyOf(requestId: string, call: CallContext, others: readonly Violation[] = []): RequestKey {
  refuseInvalid([...uuidViolations(requestId, 'request_id'), ...others]);
  return requestKey(call.caller.name, requestId, call.method, call.body);
}

export function uuidViolations(text: string, field: string): Violation[] {
  return isUuid(text) ? [] : [{ field, rule: 'must be a UUID' }];
}
