import { ReferVictimResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { victimReferred } from '@safe-community/events';
import { refuseInvalid } from '@safe-community/domain-kit';
import { checkRequest } from './referral.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { demandRoom } from '../incident/demand-room.app.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import { changeViolenceCase } from './change-violence-case.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/** Asks the social service of the incident's hromada for help. */
export async function referVictim(
  ports: ViolencePorts,
  order: StepOrder,
  request: string,
): Promise<ReferVictimResponse> {
  refuseInvalid(checkRequest(request));
  return changeViolenceCase(ports, order, ReferVictimResponse, async ({ em, incident, now, violence, finish }) => {
    demandRoom('referrals', violence.referrals.length);
    const { incidentId, hromadaCode, state } = incident;
    const referralId = ports.origin.newId(now);
    const referral = { referralId, hromadaCode, referredAt: now, request, acceptedAt: undefined };
    await ports.violence.addReferral(em, incidentId, referral);
    const message = { ...incidentOf(incident), referralId, referredTime: now, state: stateNumber(state) };
    const fact = victimReferred.create(message, placeOf(incident));
    return { version: await finish('victim-referred', { referral_id: referralId }, [fact]), referralId };
  });
}
