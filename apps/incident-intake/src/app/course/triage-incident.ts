import { TriageIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { triage } from '../../domain/course/triage.ts';
import type { Urgency } from '../../domain/urgency.ts';
import type { CasePorts } from '../case-ports.ts';
import { changeIncident, type StepOrder } from './change-incident.ts';
import { standingOf } from './standing.ts';

/** Says how urgent an incident is. */
export function triageIncident(ports: CasePorts, order: StepOrder, urgency: Urgency): Promise<TriageIncidentResponse> {
  return changeIncident(ports, order, TriageIncidentResponse, async ({ incident, policy, now, save }) => {
    const saved = await save(triage(incident, urgency, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
