import { CloseIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { close } from '../incident/end-and-reopen.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { standingOf } from '../incident/standing.app.ts';

/** Ends an incident for good. */
export function closeIncident(ports: CasePorts, order: StepOrder): Promise<CloseIncidentResponse> {
  return changeIncident(ports, order, CloseIncidentResponse, async ({ incident, policy, now, save }) => {
    const saved = await save(close(incident, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
