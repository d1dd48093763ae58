import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';

/** The key of a write. Refuses a request_id that is no UUID. */
export function keyOf(requestId: string, call: CallContext): RequestKey {
  refuseInvalid(checkUuid(requestId, 'request_id'));
  return requestKey(call, requestId);
}
