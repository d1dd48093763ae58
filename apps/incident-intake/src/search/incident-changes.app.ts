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

type Told = Pick<IncidentChange, 'incidentId' | 'category' | 'oblastCode' | 'hromadaCode' | 'demonstration'>;
type Reader = (body: Uint8Array) => Told & { readonly state: IncidentState };

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

/** What an event of the service's own ledger says to those who watch. Throws for a type that none here knows. */
export function changeOf({ type, body, recordedAt }: Envelope): IncidentChange {
  const read = READERS.get(type);
  if (read === undefined) throw new UnwatchedEvent(type);
  const { incidentId, category, state, oblastCode, hromadaCode, demonstration } = read(body);
  const event = type.slice(type.lastIndexOf('.') + 1);
  return { incidentId, event, category, state, oblastCode, hromadaCode, changedTime: recordedAt, demonstration };
}

/** Somebody added a kind of event and forgot the watchers: better that they see an error than that they miss it. */
class UnwatchedEvent extends Error {
  override readonly name = 'UnwatchedEvent';
  readonly messageIsLoggable = true;

  constructor(type: string) {
    super(`no watcher can be told of events of type ${type}`);
  }
}

function stating<M extends Told & { readonly state: IncidentState }>(kind: EventKind<M>): [string, Reader] {
  return [kind.type, (body) => kind.decode(body)];
}

function stateless<M extends Told>(kind: EventKind<M>, state: IncidentState): [string, Reader] {
  return [kind.type, (body) => ({ ...kind.decode(body), state })];
}
