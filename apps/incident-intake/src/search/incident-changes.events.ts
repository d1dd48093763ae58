import type { IncidentChange } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { WATCHED_KINDS, type Envelope } from '@safe-community/events';

const WATCHED = new Map(WATCHED_KINDS.map((kind) => [kind.type, kind]));

/** What watchers get about an event of the service's own ledger. Throws for an unknown type. */
export function changeOf({ type, body, recordedAt }: Envelope): IncidentChange {
  const kind = WATCHED.get(type);
  if (kind === undefined) throw new UnwatchedEvent(type);
  const { message, state } = kind.decodeWatched(body);
  const { incidentId, category, oblastCode, hromadaCode } = message;
  const event = type.slice(type.lastIndexOf('.') + 1);
  return { incidentId, event, category, state, oblastCode, hromadaCode, changedTime: recordedAt };
}

/** A kind of event that the catalogue does not know: an error is better than events that watchers miss. */
class UnwatchedEvent extends Error {
  override readonly name = 'UnwatchedEvent';
  readonly messageIsLoggable = true;

  constructor(type: string) {
    super(`events of type ${type} have no form for watchers`);
  }
}
