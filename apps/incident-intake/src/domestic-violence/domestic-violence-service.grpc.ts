import { DomesticViolenceServiceService } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { ViolencePorts, ViolenceReader } from './violence-ports.app.ts';
import type { ReadPorts } from '../incident/sensitive-reads.app.ts';
import { handleAssessRisk, handleListRiskQuestions } from './assess-risk.grpc.ts';
import { handleGetCase } from './get-case.grpc.ts';
import { handleListDueVisits } from './list-due-visits.grpc.ts';
import { protecting } from './protecting.grpc.ts';
import { handleExtendByCourt, handleIssueProtectionOrder } from './protection-orders.grpc.ts';
import { handleRecordCase } from './record-case.grpc.ts';
import { handleAcceptReferral, handleReferVictim } from './referrals.grpc.ts';
import { handlePlanVisit, handleRecordVisit } from './visits.grpc.ts';

export function domesticViolenceService(
  ports: ViolencePorts & ReadPorts & { readonly violenceReader: ViolenceReader },
): ServedService {
  return serve(DomesticViolenceServiceService, {
    recordCase: protecting(handleRecordCase(ports)),
    getCase: protecting(handleGetCase(ports)),
    listRiskQuestions: protecting(handleListRiskQuestions),
    assessRisk: protecting(handleAssessRisk(ports)),
    issueProtectionOrder: protecting(handleIssueProtectionOrder(ports)),
    extendByCourt: protecting(handleExtendByCourt(ports)),
    referVictim: protecting(handleReferVictim(ports)),
    acceptReferral: protecting(handleAcceptReferral(ports)),
    planVisit: protecting(handlePlanVisit(ports)),
    recordVisit: protecting(handleRecordVisit(ports)),
    listDueVisits: protecting(handleListDueVisits(ports)),
  });
}
