import { DomesticViolenceServiceService } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { ViolencePorts, ViolenceReader } from '../../../app/domestic-violence/violence-ports.ts';
import type { ReadPorts } from '../../../app/reading/sensitive-reads.ts';
import { handleAssessRisk, handleListRiskQuestions } from './assess-risk.ts';
import { handleGetCase } from './get-case.ts';
import { handleListDueVisits } from './list-due-visits.ts';
import { protecting } from './protecting.ts';
import { handleExtendByCourt, handleIssueProtectionOrder } from './protection-orders.ts';
import { handleRecordCase } from './record-case.ts';
import { handleAcceptReferral, handleReferVictim } from './referrals.ts';
import { handlePlanVisit, handleRecordVisit } from './visits.ts';

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
