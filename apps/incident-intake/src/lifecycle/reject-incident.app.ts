import { RejectIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { reject } from '../incident/end-and-reopen.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { standingOf } from '../incident/standing.app.ts';

/** Finds that a report was a false call: it counts in no statistics any more. */
export function rejectIncident(ports: CasePorts, order: StepOrder): Promise<RejectIncidentResponse> {
  return changeIncident(ports, order, RejectIncidentResponse, async ({ incident, policy, now, save }) => {
    const saved = await save(reject(incident, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
