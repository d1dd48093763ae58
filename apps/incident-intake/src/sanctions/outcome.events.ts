import { outcomeRecorded, outcomeRevoked, type NewEvent } from '@safe-community/events';
import { isSensitive } from '../catalogue/module.ts';
import { countedIncident, placeOf, stateNumber, type IncidentCase } from '../incident/module.ts';
import { outcomeKindNumber } from './outcome.mapping.ts';
import { amountOf, isSanction, type KnownOutcome, type Outcome, type RecordedOutcome } from './outcome.ts';

export function recordedEvent(incident: IncidentCase, { outcomeId, outcome, recordedAt }: RecordedOutcome): NewEvent {
  const message = {
    ...countedIncident(incident),
    outcomeId,
    kind: outcomeKindNumber(outcome.kind),
    recordedTime: recordedAt,
    state: stateNumber(incident.state),
    receivedTime: incident.receivedAt,
    offence: isSensitive(incident.category) ? undefined : offenceOf(outcome),
  };
  return outcomeRecorded.create(message, placeOf(incident));
}

function offenceOf(outcome: Outcome) {
  if (!('article' in outcome)) return undefined;
  const { article, part } = outcome;
  return { article, part, amount: isSanction(outcome) ? amountOf(outcome) : 0 };
}

export function revokedEvent(incident: IncidentCase, { outcomeId, kind }: KnownOutcome, revokedTime: Date): NewEvent {
  const message = {
    ...countedIncident(incident),
    outcomeId,
    kind: outcomeKindNumber(kind),
    revokedTime,
    state: stateNumber(incident.state),
    receivedTime: incident.receivedAt,
  };
  return outcomeRevoked.create(message, placeOf(incident));
}
