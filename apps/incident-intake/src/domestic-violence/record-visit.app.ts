import { isRefused, notFound, refuseInvalid } from '@safe-community/domain-kit';
import { RecordVisitResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { latest } from '@safe-community/domain-kit';
import { checkDone, checkFinding, done } from './follow-up-visit.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { changeViolenceCase } from './change-violence-case.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/** What somebody tells of a visit. */
export interface VisitRecord {
  readonly visitId: string;
  /** Absent for now. */
  readonly doneAt: Date | undefined;
  readonly finding: string;
}

export async function recordVisit(
  ports: ViolencePorts,
  order: StepOrder,
  record: VisitRecord,
): Promise<RecordVisitResponse> {
  refuseInvalid(checkFinding(record.finding));
  return changeViolenceCase(ports, order, RecordVisitResponse, async ({ em, incident, now, violence, finish }) => {
    const visit = violence.visits.find(({ visitId }) => visitId === record.visitId);
    if (visit === undefined) throw notFound('visit');
    const { openedAt } = violence;
    // The clock by which it was opened may have been ahead of the one here.
    const atLatest = latest(openedAt, now);
    const doneAt = record.doneAt ?? atLatest;
    refuseInvalid(checkDone(doneAt, openedAt, atLatest));
    const recorded = done(visit, doneAt, record.finding);
    if (isRefused(recorded)) throw recorded;
    await ports.violence.saveVisit(em, incident.incidentId, recorded);
    return { version: await finish('visit-recorded', { visit_id: visit.visitId }) };
  });
}
