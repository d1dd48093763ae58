import { CloseIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { close } from '../../domain/course/end-and-reopen.ts';
import type { CasePorts } from '../case-ports.ts';
import { changeIncident, type StepOrder } from './change-incident.ts';
import { standingOf } from './standing.ts';

/** Ends an incident for good. */
export function closeIncident(ports: CasePorts, order: StepOrder): Promise<CloseIncidentResponse> {
  return changeIncident(ports, order, CloseIncidentResponse, async ({ incident, policy, now, save }) => {
    const saved = await save(close(incident, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
