import { randomUUID } from 'node:crypto';
import { ProtectionMeasure, ViolenceForm } from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import {
  AcceptReferralRequest,
  AssessRiskRequest,
  DomesticViolenceServiceClient,
  ExtendByCourtRequest,
  GetCaseRequest,
  IssueProtectionOrderRequest,
  ListDueVisitsRequest,
  PlanVisitRequest,
  RecordCaseRequest,
  RecordVisitRequest,
  ReferVictimRequest,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import { RISK_QUESTIONS } from '../src/domestic-violence/risk-questions.ts';
import { fire } from './messages.ts';
import type { From, RunningIntake } from './running-intake.ts';

const DEADLINE_MS = 30_000;
const DAY = 24 * 3_600_000;
const { LEAVE_HOME, NO_CONTACT } = ProtectionMeasure;

export const VICTIM = { fullName: 'Оксана Бойко', birthDate: '1990-12-31', phone: '+380671112233', address: 'вул. 1' };
export const OFFENDER = { fullName: "Дем'ян Бойко", birthDate: '1985-03-04', phone: '', address: 'вул. 1' };

/** All methods of the service by one caller, with valid requests that a test may change. */
export function violenceClient(intake: RunningIntake, from: From = 'client') {
  const client = new DomesticViolenceServiceClient(`localhost:${intake.port}`, demoClientCredentials(from), {
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 200,
  });
  const step = (incidentId: string) => ({ requestId: randomUUID(), incidentId });
  return {
    recordCase: (incidentId: string, more: Partial<RecordCaseRequest> = {}) =>
      callUnary('RecordCase', client.recordCase.bind(client), { ...recordCase(incidentId), ...more }, DEADLINE_MS),
    getCase: (incidentId: string, reason = 'виїзд на виклик') =>
      callUnary(
        'GetCase',
        client.getCase.bind(client),
        GetCaseRequest.fromPartial({ incidentId, reason }),
        DEADLINE_MS,
      ),
    listRiskQuestions: () => callUnary('List', client.listRiskQuestions.bind(client), {}, DEADLINE_MS),
    assessRisk: (incidentId: string, more: Partial<AssessRiskRequest> = {}) =>
      callUnary(
        'AssessRisk',
        client.assessRisk.bind(client),
        { ...AssessRiskRequest.fromPartial({ ...step(incidentId), answers: answers() }), ...more },
        DEADLINE_MS,
      ),
    issueProtectionOrder: (incidentId: string, more: Partial<IssueProtectionOrderRequest> = {}) =>
      callUnary(
        'Issue',
        client.issueProtectionOrder.bind(client),
        { ...IssueProtectionOrderRequest.fromPartial({ ...step(incidentId), ...urgentTerms() }), ...more },
        DEADLINE_MS,
      ),
    extendByCourt: (incidentId: string, orderId: string, more: Partial<ExtendByCourtRequest> = {}) =>
      callUnary(
        'Extend',
        client.extendByCourt.bind(client),
        { ...ExtendByCourtRequest.fromPartial({ ...step(incidentId), orderId, ...courtTerms() }), ...more },
        DEADLINE_MS,
      ),
    referVictim: (incidentId: string, more: Partial<ReferVictimRequest> = {}) =>
      callUnary(
        'Refer',
        client.referVictim.bind(client),
        { ...ReferVictimRequest.fromPartial({ ...step(incidentId), request: 'прихисток' }), ...more },
        DEADLINE_MS,
      ),
    acceptReferral: (incidentId: string, referralId: string, more: Partial<AcceptReferralRequest> = {}) =>
      callUnary(
        'Accept',
        client.acceptReferral.bind(client),
        { ...AcceptReferralRequest.fromPartial({ ...step(incidentId), referralId }), ...more },
        DEADLINE_MS,
      ),
    planVisit: (incidentId: string, dueTime: Date | undefined, more: Partial<PlanVisitRequest> = {}) =>
      callUnary(
        'Plan',
        client.planVisit.bind(client),
        { ...PlanVisitRequest.fromPartial(step(incidentId)), dueTime, ...more },
        DEADLINE_MS,
      ),
    recordVisit: (incidentId: string, visitId: string, more: Partial<RecordVisitRequest> = {}) =>
      callUnary(
        'RecordVisit',
        client.recordVisit.bind(client),
        { ...RecordVisitRequest.fromPartial({ ...step(incidentId), visitId, finding: 'усе спокійно' }), ...more },
        DEADLINE_MS,
      ),
    listDueVisits: (more: Partial<ListDueVisitsRequest> = {}) =>
      callUnary(
        'ListDue',
        client.listDueVisits.bind(client),
        ListDueVisitsRequest.fromPartial({ reason: 'обхід', ...more }),
        DEADLINE_MS,
      ),
    close: () => client.close(),
  };
}

export type ViolenceClient = ReturnType<typeof violenceClient>;

export function recordCase(incidentId: string): RecordCaseRequest {
  return RecordCaseRequest.fromPartial({
    requestId: randomUUID(),
    incidentId,
    forms: [ViolenceForm.PHYSICAL, ViolenceForm.ECONOMIC],
    victim: VICTIM,
    offender: OFFENDER,
    children: 2,
    narrative: 'крик, розбита шибка',
  });
}

/** An answer to each question: yes to the named ones. */
export function answers(...yes: string[]) {
  return RISK_QUESTIONS.map(({ key }) => ({ key, yes: yes.includes(key) }));
}

export function urgentTerms(days = 10) {
  const validFrom = new Date();
  return { measures: [LEAVE_HOME, NO_CONTACT], validFrom, validTo: new Date(validFrom.getTime() + days * DAY) };
}

export function courtTerms() {
  const validFrom = new Date(Date.now() + 5 * DAY);
  const validTo = new Date(validFrom.getTime() + 90 * DAY);
  return { measures: [NO_CONTACT], courtDecision: '127/1234/26', validFrom, validTo };
}

/** A reported incident of the category, without an opened case. */
export async function reported(
  intake: RunningIntake,
  category: IncidentCategory = IncidentCategory.DOMESTIC_VIOLENCE,
): Promise<string> {
  return (await intake.report({ report: fire({ category }) })).incidentId;
}
