import { ExtendByCourtResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { notFound, refuseInvalid } from '@safe-community/domain-kit';
import { checkCourtOrder, checkDecisionNumber, type CourtDecision, type OrderTerms } from './protection-order.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { changeViolenceCase } from './change-violence-case.app.ts';
import { recordOrder } from './record-order.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/** Records how a court continued the protection. That the offender's age is not known here does not undo it. */
export async function extendByCourt(
  ports: ViolencePorts,
  order: StepOrder,
  terms: OrderTerms,
  court: CourtDecision,
): Promise<ExtendByCourtResponse> {
  refuseInvalid(checkDecisionNumber(court.number));
  return changeViolenceCase(ports, order, ExtendByCourtResponse, async (step) => {
    const { orders, facts } = step.violence;
    const continued = orders.find(({ orderId }) => orderId === court.extendsOrderId);
    if (continued === undefined) throw notFound('protection order');
    refuseInvalid(checkCourtOrder(terms, continued, facts.offender?.birthDate ?? ''));
    return recordOrder(ports, step, terms, court);
  });
}
