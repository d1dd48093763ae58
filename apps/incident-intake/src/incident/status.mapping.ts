import type { IncidentStanding } from '@safe-community/contracts/incidents/v1/incident.ts';
import { stateNumber, urgencyNumber } from './contract-enums.mapping.ts';
import type { IncidentCase } from './incident-case.ts';
import { legalStates } from './states.ts';

/** The status of an incident after a step: the response to it. */
export function statusOf(incident: IncidentCase, changedTime: Date): IncidentStanding {
  const { incidentId, state, version, urgency, dueAt, erasedAt } = incident;
  return {
    incidentId,
    state: stateNumber(state),
    version,
    urgency: urgencyNumber(urgency),
    changedTime,
    dueTime: dueAt,
    legalStates: legalStates(state, erasedAt !== undefined).map(stateNumber),
  };
}
