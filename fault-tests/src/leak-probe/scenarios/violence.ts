import {
  ProtectionMeasure,
  RiskLevel,
  ViolenceForm,
} from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import {
  DomesticViolenceServiceService as Violence,
  ListDueVisitsRequest,
  RecordCaseRequest,
  RecordVisitRequest,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import {
  ListExpiringOrdersRequest,
  ProtectionOrderServiceService as Orders,
} from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { OrderMeasure } from '@safe-community/contracts/incidents/v1/law.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { sendResponder } from './lifecycle.ts';
import { PLACE, report } from './report.ts';

const DAY_MS = 24 * 3_600_000;
const MEASURES = [ProtectionMeasure.LEAVE_HOME, ProtectionMeasure.NO_CONTACT];

/** All methods for a case of domestic violence. */
export async function runViolenceScenario(context: ProbeContext): Promise<void> {
  const { probe } = context;
  const { incidentId } = await report(context, IncidentCategory.DOMESTIC_VIOLENCE);
  const step = () => ({ requestId: context.random.uuid(), incidentId, expectedVersion: 0 });
  const { victim, offender } = PERSONAL;
  const facts = { forms: [ViolenceForm.PHYSICAL], victim, offender, children: 2, narrative: said('розповідь') };
  await probe.ask(Violence.recordCase, RecordCaseRequest.fromPartial({ ...step(), ...facts }));
  const { questions } = await probe.ask(Violence.listRiskQuestions, {});
  await probe.ask(Violence.assessRisk, { ...step(), answers: questions.map(({ key }) => ({ key, yes: true })) });
  await protect(context, step);
  const { referralId } = await probe.ask(Violence.referVictim, { ...step(), request: said('прихисток') });
  await probe.ask(Violence.acceptReferral, { ...step(), referralId });
  const { visitId } = await probe.ask(Violence.planVisit, { ...step(), dueTime: new Date(Date.now() + DAY_MS) });
  await probe.ask(
    Violence.recordVisit,
    RecordVisitRequest.fromPartial({ ...step(), visitId, finding: said('відвідини') }),
  );
  await probe.ask(
    Violence.listDueVisits,
    ListDueVisitsRequest.fromPartial({ hromadaCode: PLACE, reason: said('мета') }),
  );
  const { case: kept } = await probe.ask(Violence.getCase, { incidentId, reason: said('мета') });
  requireRead('the name of a victim', kept?.victim?.fullName, victim.fullName);
  requireRead("a court's decision", kept?.orders[1]?.courtDecision, PERSONAL.courtDecision);
}

async function protect(
  context: ProbeContext,
  step: () => { requestId: string; incidentId: string; expectedVersion: number },
): Promise<void> {
  const { probe } = context;
  const today = new Date().toISOString().slice(0, 10);
  const [now, court] = [new Date(), new Date(Date.now() + 5 * DAY_MS)];
  const { orderId } = await probe.ask(Violence.issueProtectionOrder, {
    ...step(),
    measures: MEASURES,
    validFrom: now,
    validTo: new Date(now.getTime() + 10 * DAY_MS),
    issuedDate: '',
  });
  await probe.ask(Orders.recordOfficialRisk, {
    ...step(),
    form: { level: RiskLevel.HIGH, assessedDate: today, formVersion: '2019' },
  });
  await probe.ask(Violence.extendByCourt, {
    ...step(),
    orderId,
    courtDecision: PERSONAL.courtDecision,
    measures: [ProtectionMeasure.NO_CONTACT],
    validFrom: court,
    validTo: new Date(court.getTime() + 90 * DAY_MS),
  });
  const restraining = await probe.ask(Orders.recordRestrainingOrder, {
    ...step(),
    courtDecision: PERSONAL.courtDecision,
    measures: [OrderMeasure.KEEP_DISTANCE],
    issuedDate: today,
    validFrom: now,
    validTo: new Date(now.getTime() + 90 * DAY_MS),
  });
  await probe.ask(Orders.extendRestrainingOrder, {
    ...step(),
    orderId: restraining.orderId,
    courtDecision: PERSONAL.courtDecision,
    issuedDate: today,
    validTo: new Date(now.getTime() + 120 * DAY_MS),
  });
  await probe.ask(
    Orders.listExpiringOrders,
    ListExpiringOrdersRequest.fromPartial({ endsBefore: court, hromadaCode: PLACE, reason: said('мета') }),
  );
  await sendResponder(context, step().incidentId);
  await probe.ask(Orders.listOrdersAtScene, {
    incidentId: step().incidentId,
    address: PERSONAL.victim.address,
    reason: said('мета'),
  });
}
