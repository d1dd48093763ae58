import { isRefused, notFound } from '@safe-community/domain-kit';
import { AcceptReferralResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { accept } from './referral.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { changeViolenceCase } from './change-violence-case.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/** The social service has taken a referral over. */
export function acceptReferral(
  ports: ViolencePorts,
  order: StepOrder,
  referralId: string,
): Promise<AcceptReferralResponse> {
  return changeViolenceCase(ports, order, AcceptReferralResponse, async ({ em, now, violence, finish }) => {
    const referral = violence.referrals.find((each) => each.referralId === referralId);
    if (referral === undefined) throw notFound('referral');
    const accepted = accept(referral, now);
    if (isRefused(accepted)) throw accepted;
    await ports.violence.saveAcceptance(em, accepted);
    return { version: await finish('referral-accepted', { referral_id: referral.referralId }) };
  });
}
