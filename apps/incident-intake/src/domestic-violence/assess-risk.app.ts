import { AssessRiskResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { assess, checkAnswers, type RiskAnswer } from './assess-risk.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { changeViolenceCase } from './change-violence-case.app.ts';
import { riskLevelNumber } from './violence-enums.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/**
 * Keeps the risk that the answers amount to, in place of what was assessed before. The answer that is kept for repeated
 * requests, in the clear, does not tell it: it follows anew from what was sent.
 */
export async function assessRisk(
  ports: ViolencePorts,
  order: StepOrder,
  answers: readonly RiskAnswer[],
): Promise<AssessRiskResponse> {
  refuseInvalid(checkAnswers(answers));
  const risk = assess(answers);
  const kept = await changeViolenceCase(ports, order, AssessRiskResponse, async ({ em, incident, now, finish }) => {
    await ports.violence.saveAssessment(em, incident.incidentId, { assessedAt: now, risk });
    return AssessRiskResponse.fromPartial({ version: await finish('risk-assessed') });
  });
  return { ...kept, score: risk.score, level: riskLevelNumber(risk.level) };
}
