import { refuseInvalid, checkUuid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';

/** The key of a write. Refuses a request_id that is no UUID, together with all else that is wrong. */
export function keyOf(requestId: string, call: CallContext, others: readonly Violation[] = []): RequestKey {
  refuseInvalid([...checkUuid(requestId, 'request_id'), ...others]);
  return requestKey(call, requestId);
}
