import {
  PlaceLegalHoldResponse,
  ReleaseLegalHoldResponse,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { legalHoldChanged, type NewEvent } from '@safe-community/events';
import { notFound } from '@safe-community/domain-kit';
import type { IncidentCase } from '../incident/incident-case.ts';
import { placeHold, releaseHold } from './retention-steps.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { demandRoom } from '../incident/demand-room.app.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { RetentionPorts } from './retention-ports.app.ts';

/** Nothing of the incident is erased from now on. */
export function placeLegalHold(
  ports: RetentionPorts,
  order: StepOrder,
  ground: string,
): Promise<PlaceLegalHoldResponse> {
  return changeIncident(ports, order, PlaceLegalHoldResponse, async ({ em, incident, actor, now, save }) => {
    demandRoom('legal_holds', await ports.holds.count(em, incident.incidentId));
    const holdId = ports.origin.newId(now);
    await save(placeHold(incident, holdId, now), [fact(incident, holdId, true, now)]);
    const hold = { holdId, ground, placedAt: now, ...actor, released: undefined };
    await ports.holds.place(em, incident.incidentId, hold);
    return { holdId };
  });
}

/** One hold ends; what is due is erased once the last one has. */
export function releaseLegalHold(
  ports: RetentionPorts,
  order: StepOrder,
  holdId: string,
  ground: string,
): Promise<ReleaseLegalHoldResponse> {
  return changeIncident(ports, order, ReleaseLegalHoldResponse, async ({ em, incident, now, save }) => {
    const inForce = await ports.holds.inForce(em, incident.incidentId);
    if (!inForce.includes(holdId)) throw notFound('legal hold in force');
    await save(releaseHold(incident, holdId, inForce, now), [fact(incident, holdId, false, now)]);
    await ports.holds.release(em, holdId, { at: now, ground });
    return {};
  });
}

function fact(incident: IncidentCase, holdId: string, placed: boolean, changedTime: Date): NewEvent {
  const message = { ...incidentOf(incident), holdId, placed, changedTime, state: stateNumber(incident.state) };
  return legalHoldChanged.create(message, placeOf(incident));
}
