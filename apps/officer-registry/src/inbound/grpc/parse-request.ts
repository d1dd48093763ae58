import { refuseInvalid, uuidViolations } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';

/** The key of a write. Refuses a request_id that is no UUID. */
export function keyOf(requestId: string, call: CallContext): RequestKey {
  refuseInvalid(uuidViolations(requestId, 'request_id'));
  return requestKey(call, requestId);
}
