import { IssueProtectionOrderResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { preconditionFailed, refuseInvalid } from '@safe-community/domain-kit';
import { asksForAge, checkUrgentOrder, type OrderTerms } from './protection-order.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { changeViolenceCase } from './change-violence-case.app.ts';
import { recordOrder } from './record-order.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/** Records an urgent prohibition order of the police. */
export function issueProtectionOrder(
  ports: ViolencePorts,
  order: StepOrder,
  terms: OrderTerms,
): Promise<IssueProtectionOrderResponse> {
  return changeViolenceCase(ports, order, IssueProtectionOrderResponse, async (step) => {
    const birthDate = step.violence.facts.offender?.birthDate ?? '';
    refuseInvalid(checkUrgentOrder(terms, birthDate, step.now));
    if (birthDate === '' && asksForAge(terms)) {
      throw preconditionFailed('BIRTH_DATE_UNKNOWN', "the measures need the offender's day of birth: record it first");
    }
    return recordOrder(ports, step, terms, undefined);
  });
}
