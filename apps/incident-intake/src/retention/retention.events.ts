import { legalHoldChanged, personalDataErased, type NewEvent } from '@safe-community/events';
import { incidentOf, placeOf, stateNumber, type IncidentCase } from '../incident/module.ts';

/** A hold was placed or released. */
export function holdChangedEvent(incident: IncidentCase, holdId: string, placed: boolean, changedTime: Date): NewEvent {
  const message = { ...incidentOf(incident), holdId, placed, changedTime, state: stateNumber(incident.state) };
  return legalHoldChanged.create(message, placeOf(incident));
}

/** Does not withdraw the incident: it still counts in statistics. */
export function dataErasedEvent(incident: IncidentCase, scheduled: boolean, erasedTime: Date): NewEvent {
  const message = { ...incidentOf(incident), scheduled, erasedTime, state: stateNumber(incident.state) };
  return personalDataErased.create(message, placeOf(incident));
}
