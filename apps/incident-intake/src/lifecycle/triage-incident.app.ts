import { TriageIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { triage } from '../incident/triage.ts';
import type { Urgency } from '../catalogue/module.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { standingOf } from '../incident/standing.app.ts';

/** Says how urgent an incident is. */
export function triageIncident(ports: CasePorts, order: StepOrder, urgency: Urgency): Promise<TriageIncidentResponse> {
  return changeIncident(ports, order, TriageIncidentResponse, async ({ incident, policy, now, save }) => {
    const saved = await save(triage(incident, urgency, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
