import { ResolveIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { resolve } from '../incident/end-and-reopen.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { standingOf } from '../incident/standing.app.ts';

/** Ends the work at the scene. */
export function resolveIncident(ports: CasePorts, order: StepOrder): Promise<ResolveIncidentResponse> {
  return changeIncident(ports, order, ResolveIncidentResponse, async ({ incident, policy, now, save }) => {
    const saved = await save(resolve(incident, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
