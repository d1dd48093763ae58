import { ReopenIncidentResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { reopen } from '../incident/end-and-reopen.ts';
import type { ReopenPorts } from '../incident/case-ports.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { standingOf } from '../incident/standing.app.ts';

/** Takes up again what was ended; a false call counts again. */
export function reopenIncident(ports: ReopenPorts, order: StepOrder): Promise<ReopenIncidentResponse> {
  return changeIncident(ports, order, ReopenIncidentResponse, async ({ incident, policy, now, save }) => {
    const officerId = ports.beats.responsible(incident.hromadaCode, incident.starostaDistrictCode);
    const saved = await save(reopen(incident, officerId, policy, now));
    return { standing: standingOf(saved, now) };
  });
}
