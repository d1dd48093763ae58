import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { IncidentChange } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  casualtiesCorrected,
  followUpVisitOverdue,
  incidentEscalated,
  incidentReported,
  incidentRestored,
  incidentRouted,
  incidentStateChanged,
  incidentWithdrawn,
  legalHoldChanged,
  outcomeRecorded,
  outcomeRevoked,
  personalDataErased,
  protectionOrderRecorded,
  reporterFollowedUp,
  responderArrived,
  responderProgressed,
  victimReferred,
  type Envelope,
  type EventKind,
} from '@safe-community/events';

type Watched = Pick<IncidentChange, 'incidentId' | 'category' | 'oblastCode' | 'hromadaCode' | 'demonstration'>;
type Reader = (body: Uint8Array) => Watched & { readonly state: IncidentState };

/** Every event of an incident by its type, and the state in which it leaves the incident. */
const READERS = new Map<string, Reader>([
  stateless(incidentReported, IncidentState.RECEIVED),
  stateless(responderArrived, IncidentState.ON_SCENE),
  stating(incidentStateChanged),
  stating(responderProgressed),
  stating(casualtiesCorrected),
  stating(incidentRouted),
  stating(incidentEscalated),
  stating(incidentWithdrawn),
  stating(incidentRestored),
  stating(reporterFollowedUp),
  stating(outcomeRecorded),
  stating(outcomeRevoked),
  stating(protectionOrderRecorded),
  stating(victimReferred),
  stating(followUpVisitOverdue),
  stating(personalDataErased),
  stating(legalHoldChanged),
]);

/** What watchers get of an event of the service's own ledger. Throws for an unknown type. */
export function changeOf({ type, body, recordedAt }: Envelope): IncidentChange {
  const read = READERS.get(type);
  if (read === undefined) throw new UnwatchedEvent(type);
  const { incidentId, category, state, oblastCode, hromadaCode, demonstration } = read(body);
  const event = type.slice(type.lastIndexOf('.') + 1);
  return { incidentId, event, category, state, oblastCode, hromadaCode, changedTime: recordedAt, demonstration };
}

/** A kind of event that was not added here: an error is better than events that watchers miss. */
class UnwatchedEvent extends Error {
  override readonly name = 'UnwatchedEvent';
  readonly messageIsLoggable = true;

  constructor(type: string) {
    super(`events of type ${type} have no form for watchers`);
  }
}

function stating<M extends Watched & { readonly state: IncidentState }>(kind: EventKind<M>): [string, Reader] {
  return [kind.type, (body) => kind.decode(body)];
}

function stateless<M extends Watched>(kind: EventKind<M>, state: IncidentState): [string, Reader] {
  return [kind.type, (body) => ({ ...kind.decode(body), state })];
}
