import { personalDataErased, type NewEvent } from '@safe-community/events';
import type { IncidentCase } from '../../domain/course/incident-case.ts';
import { stateNumber } from '../contract-enums.ts';
import { incidentOf, placeOf } from '../course/incident-of-event.ts';

/** The fact takes nothing back: what was counted stays counted. */
export function erasureFact(incident: IncidentCase, scheduled: boolean, erasedTime: Date): NewEvent {
  const message = { ...incidentOf(incident), scheduled, erasedTime, state: stateNumber(incident.state) };
  return personalDataErased.create(message, placeOf(incident));
}
