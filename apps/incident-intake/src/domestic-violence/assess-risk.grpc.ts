import type {
  AssessRiskRequest,
  AssessRiskResponse,
  ListRiskQuestionsResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { assessRisk } from './assess-risk.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';
import { HIGH_FROM, MEDIUM_FROM } from './assess-risk.ts';
import { RISK_QUESTIONS } from './risk-questions.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';

export async function handleListRiskQuestions(): Promise<ListRiskQuestionsResponse> {
  const questions = RISK_QUESTIONS.map(({ key, wording, weight, decisive }) => ({
    key,
    textUk: wording.uk,
    textEn: wording.en,
    weight,
    decisive,
  }));
  return { questions, mediumFrom: MEDIUM_FROM, highFrom: HIGH_FROM };
}

export function handleAssessRisk(ports: ViolencePorts) {
  return async (request: AssessRiskRequest, call: CallContext): Promise<AssessRiskResponse> => {
    refuseInvalid(orderViolations(request));
    return assessRisk(ports, orderOf(request, call, ''), request.answers);
  };
}
