import type {
  DomesticViolenceCase,
  ProtectionOrder as OrderMessage,
} from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import { formNumber, measureNumber, riskLevelNumber } from './violence-enums.app.ts';
import type { LinkedCase } from './violence-ports.app.ts';
import type { ProtectionOrder } from './protection-order.ts';
import type { Assessment } from './violence-case.ts';

/** A case with all that is known of it, for a caller who is entitled to it. */
export function toCaseMessage({ violence, otherIncidentIds }: LinkedCase): DomesticViolenceCase {
  const { incidentId, version, openedAt, facts, assessment, orders, referrals, visits } = violence;
  return {
    incidentId,
    version,
    forms: facts.forms.map(formNumber),
    victim: facts.victim,
    offender: facts.offender,
    children: facts.children,
    narrative: facts.narrative,
    openedTime: openedAt,
    risk: assessment && toRisk(assessment),
    orders: orders.map(toOrder),
    referrals: referrals.map(({ referralId, hromadaCode, referredAt, request, acceptedAt }) => ({
      referralId,
      hromadaCode,
      referredTime: referredAt,
      request,
      acceptedTime: acceptedAt,
    })),
    visits: visits.map(({ visitId, dueAt, doneAt, finding }) => ({
      visitId,
      dueTime: dueAt,
      doneTime: doneAt,
      finding,
    })),
    otherIncidentIds: [...otherIncidentIds],
  };
}

function toRisk({ assessedAt, risk }: Assessment) {
  const { score, level, yes } = risk;
  return { assessedTime: assessedAt, score, level: riskLevelNumber(level), yes: [...yes] };
}

function toOrder({ orderId, measures, validFrom, validTo, recordedAt, court }: ProtectionOrder): OrderMessage {
  return {
    orderId,
    measures: measures.map(measureNumber),
    validFrom,
    validTo,
    courtDecision: court?.number ?? '',
    extendsOrderId: court?.extendsOrderId ?? '',
    recordedTime: recordedAt,
  };
}
