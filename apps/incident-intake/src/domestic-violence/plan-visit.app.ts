import { PlanVisitResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { checkDue } from './follow-up-visit.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { demandRoom } from '../incident/demand-room.app.ts';
import { changeViolenceCase } from './change-violence-case.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

export async function planVisit(ports: ViolencePorts, order: StepOrder, dueAt: Date): Promise<PlanVisitResponse> {
  refuseInvalid(checkDue(dueAt, ports.origin.now()));
  return changeViolenceCase(ports, order, PlanVisitResponse, async ({ em, incident, now, violence, finish }) => {
    demandRoom('follow_up_visits', violence.visits.length);
    const visitId = ports.origin.newId(now);
    await ports.violence.addVisit(em, incident, { visitId, dueAt, doneAt: undefined, finding: '' });
    return { version: await finish('visit-planned', { visit_id: visitId }), visitId };
  });
}
