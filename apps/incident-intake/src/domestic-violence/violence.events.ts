import { followUpVisitOverdue, victimReferred, type NewEvent } from '@safe-community/events';
import { incidentOf, placeOf, stateNumber, type IncidentCase } from '../incident/module.ts';
import type { OverdueVisit } from './due-visits.store.ts';
import type { Referral } from './referral.ts';

export function victimReferredEvent({ referralId, referredAt }: Referral, incident: IncidentCase): NewEvent {
  const state = stateNumber(incident.state);
  const message = { ...incidentOf(incident), referralId, referredTime: referredAt, state };
  return victimReferred.create(message, placeOf(incident));
}

/** Marked if the incident is from a load test. */
export function visitOverdueEvent(visit: OverdueVisit): NewEvent {
  const { visitId, dueAt: dueTime, state, synthetic } = visit;
  const message = { ...incidentOf(visit), visitId, dueTime, state: stateNumber(state) };
  return { ...followUpVisitOverdue.create(message, placeOf(visit)), synthetic };
}
