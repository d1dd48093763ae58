import { outcomeRecorded, outcomeRevoked, type NewEvent } from '@safe-community/events';
import { incidentOf, placeOf, stateNumber, type IncidentCase } from '../incident/module.ts';
import { outcomeKindNumber } from './outcome.mapping.ts';
import type { KnownOutcome, RecordedOutcome } from './outcome.ts';

export function recordedEvent(incident: IncidentCase, { outcomeId, outcome, recordedAt }: RecordedOutcome): NewEvent {
  const message = {
    ...incidentOf(incident),
    outcomeId,
    kind: outcomeKindNumber(outcome.kind),
    recordedTime: recordedAt,
    state: stateNumber(incident.state),
  };
  return outcomeRecorded.create(message, placeOf(incident));
}

export function revokedEvent(incident: IncidentCase, { outcomeId, kind }: KnownOutcome, revokedTime: Date): NewEvent {
  const message = {
    ...incidentOf(incident),
    outcomeId,
    kind: outcomeKindNumber(kind),
    revokedTime,
    state: stateNumber(incident.state),
  };
  return outcomeRevoked.create(message, placeOf(incident));
}
