import { personalDataErased, type NewEvent } from '@safe-community/events';
import type { IncidentCase } from '../incident/incident-case.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';

/** The fact takes nothing back: what was counted stays counted. */
export function erasureFact(incident: IncidentCase, scheduled: boolean, erasedTime: Date): NewEvent {
  const message = { ...incidentOf(incident), scheduled, erasedTime, state: stateNumber(incident.state) };
  return personalDataErased.create(message, placeOf(incident));
}
