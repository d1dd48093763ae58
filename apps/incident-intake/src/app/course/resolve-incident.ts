import { ResolveIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { resolve } from '../../domain/course/end-and-reopen.ts';
import type { CasePorts } from '../case-ports.ts';
import { changeIncident, type StepOrder } from './change-incident.ts';
import { standingOf } from './standing.ts';

/** Ends the work at the scene. */
export function resolveIncident(ports: CasePorts, order: StepOrder): Promise<ResolveIncidentResponse> {
  return changeIncident(ports, order, ResolveIncidentResponse, async ({ incident, policy, now, save }) => {
    const saved = await save(resolve(incident, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
