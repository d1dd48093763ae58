import { ErasePersonalDataResponse } from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { erase } from './retention-steps.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { erasureFact } from './personal-data-erased.app.ts';
import type { RetentionPorts } from './retention-ports.app.ts';

/** Erases at the request of the person concerned; what was erased before is answered with the time of then. */
export function erasePersonalData(
  ports: RetentionPorts,
  order: StepOrder,
  ground: string,
): Promise<ErasePersonalDataResponse> {
  return changeIncident(ports, order, ErasePersonalDataResponse, async ({ em, incident, now, save }) => {
    if (incident.erasedAt !== undefined) return { erasedTime: incident.erasedAt };
    await save(erase(incident, { scheduled: false, ground }, now), [erasureFact(incident, false, now)]);
    await ports.erasure.erase(em, incident.incidentId, now);
    return { erasedTime: now };
  });
}
