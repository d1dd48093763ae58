import {
  followUpVisitOverdue,
  followUpVisitRecorded,
  referralAccepted,
  victimReferred,
  type NewEvent,
} from '@safe-community/events';
import { incidentOf, placeOf, stateNumber, type IncidentCase } from '../incident/module.ts';
import type { OverdueVisit } from './due-visits.store.ts';
import type { FollowUpVisit } from './follow-up-visit.ts';
import type { Referral } from './referral.ts';

export function victimReferredEvent({ referralId, referredAt }: Referral, incident: IncidentCase): NewEvent {
  const message = { ...stepOf(incident), referralId, referredTime: referredAt };
  return victimReferred.create(message, placeOf(incident));
}

export function referralAcceptedEvent(
  { referralId, referredAt: referredTime, acceptedAt: acceptedTime }: Referral,
  incident: IncidentCase,
): NewEvent {
  return referralAccepted.create({ ...stepOf(incident), referralId, referredTime, acceptedTime }, placeOf(incident));
}

export function visitRecordedEvent(
  { visitId, dueAt: dueTime, doneAt: doneTime }: FollowUpVisit,
  incident: IncidentCase,
): NewEvent {
  return followUpVisitRecorded.create({ ...stepOf(incident), visitId, dueTime, doneTime }, placeOf(incident));
}

function stepOf(incident: IncidentCase) {
  return { ...incidentOf(incident), receivedTime: incident.receivedAt, state: stateNumber(incident.state) };
}

export function visitOverdueEvent(visit: OverdueVisit): NewEvent {
  const { visitId, dueAt: dueTime, state } = visit;
  const message = { ...incidentOf(visit), visitId, dueTime, state: stateNumber(state) };
  return followUpVisitOverdue.create(message, placeOf(visit));
}
