import type {
  AcceptReferralRequest,
  AcceptReferralResponse,
  ReferVictimRequest,
  ReferVictimResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { acceptReferral } from './accept-referral.app.ts';
import { referVictim } from './refer-victim.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';

export function handleReferVictim(ports: ViolencePorts) {
  return async (request: ReferVictimRequest, call: CallContext): Promise<ReferVictimResponse> => {
    refuseInvalid(orderViolations(request));
    return referVictim(ports, orderOf(request, call, ''), request.request);
  };
}

export function handleAcceptReferral(ports: ViolencePorts) {
  return async (request: AcceptReferralRequest, call: CallContext): Promise<AcceptReferralResponse> => {
    refuseInvalid([...orderViolations(request), ...checkUuid(request.referralId, 'referral_id')]);
    return acceptReferral(ports, orderOf(request, call, ''), request.referralId.toLowerCase());
  };
}
