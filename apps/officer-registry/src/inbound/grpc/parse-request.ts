import { refuseInvalid, uuidViolations, type CallContext } from '@safe-community/grpc-kit';
import { requestKey, type RequestKey } from '@safe-community/ledger';

/** The key of a write. Refuses a request_id that is no UUID. */
export function keyOf(requestId: string, call: CallContext): RequestKey {
  refuseInvalid(uuidViolations(requestId, 'request_id'));
  return requestKey(call, requestId);
}

/** A name in the one form in which it is compared and stored. */
export function toName(text: string): string {
  return text.normalize('NFC');
}
