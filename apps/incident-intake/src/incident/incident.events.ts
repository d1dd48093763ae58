import type { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { RoutingCause, WithdrawalCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import {
  casualtiesCorrected,
  incidentRestored,
  incidentRouted,
  incidentStateChanged,
  incidentWithdrawn,
  responderArrived,
  responderProgressed,
  type NewEvent,
} from '@safe-community/events';
import { isSensitive, toClassificationMessage } from '../catalogue/module.ts';
import { toAppliedMessage } from '../targets/module.ts';
import {
  categoryNumber,
  channelNumber,
  responderKindNumber,
  responderProgressNumber,
  schoolMatterNumber,
  stateNumber,
  urgencyNumber,
} from './contract-enums.mapping.ts';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import type { ResponderProgress } from './responders.ts';

type Located = Pick<IncidentCase, 'incidentId' | 'category' | 'hromadaCode' | 'oblastCode'>;

/** The fields that every event of an incident has. */
export function incidentOf({ incidentId, category, hromadaCode, oblastCode }: Located) {
  return { incidentId, category: categoryNumber(category), hromadaCode, oblastCode };
}

type Counted = Pick<
  IncidentCase,
  'category' | 'channel' | 'settlementCode' | 'starostaDistrictCode' | 'countedBy' | 'targets'
>;

/** What statistics counts the incident by. Nothing of a sensitive one: a settlement could identify a person. */
export function countedByOf(incident: Counted): CountedBy | undefined {
  const { category, channel, settlementCode, starostaDistrictCode, countedBy, targets } = incident;
  if (countedBy === undefined || isSensitive(category)) return undefined;
  return {
    channel: channelNumber(channel),
    settlementCode,
    starostaDistrictCode,
    anonymous: countedBy.anonymous,
    attributes: Object.entries(countedBy.attributes).map(([name, value]) => ({ name, value })),
    externalClassification: toClassificationMessage(countedBy.externalClassification),
    targets: targets.map(toAppliedMessage),
  };
}

/** The fields of every event that changes a figure. */
export function countedIncident(incident: IncidentCase) {
  return { ...incidentOf(incident), countedBy: countedByOf(incident) };
}

/** The parts of its subject. */
export function placeOf({ oblastCode, hromadaCode }: Located) {
  return { oblastCode, hromadaCode };
}

/** The events of every change of the state, the urgency or the responsible officer. */
export function eventsOfChange(
  before: IncidentCase,
  after: IncidentCase,
  changedTime: Date,
  isTimeUnknown = false,
): NewEvent[] {
  const ofState = eventsOfState(before, after, changedTime, isTimeUnknown);
  return [...ofState, ...eventsOfOfficer(before, after, changedTime)];
}

function eventsOfState(
  before: IncidentCase,
  after: IncidentCase,
  changedTime: Date,
  isTimeUnknown: boolean,
): NewEvent[] {
  if (before.state === after.state && before.urgency === after.urgency) return [];
  const changed = incidentStateChanged.create(
    {
      ...countedIncident(after),
      receivedTime: isTimeUnknown ? undefined : after.receivedAt,
      formerStateTime: isTimeUnknown ? undefined : before.stateSince,
      formerState: stateNumber(before.state),
      state: stateNumber(after.state),
      urgency: urgencyNumber(after.urgency),
      version: after.version,
      changedTime,
    },
    placeOf(after),
  );
  return [changed, ...eventsOfCounting(before, after, changedTime)];
}

/** When an incident is reopened, another officer may be responsible for its place. */
function eventsOfOfficer(before: IncidentCase, after: IncidentCase, changedTime: Date): NewEvent[] {
  const { responsibleOfficerId: formerOfficerId } = before;
  if (formerOfficerId === after.responsibleOfficerId) return [];
  return [routedEvent({ ...after, formerOfficerId, cause: 'beat_changed' }, changedTime)];
}

/** An incident with another responsible officer than before. */
export interface Rerouted extends Located, Pick<IncidentCase, 'state' | 'responsibleOfficerId'> {
  readonly formerOfficerId: string;
  readonly cause: 'beat_changed' | 'officer_state_changed';
}

/** Another officer is responsible for an incident, or nobody is. */
export function routedEvent(incident: Rerouted, routedTime: Date): NewEvent {
  const { formerOfficerId, responsibleOfficerId, cause, state } = incident;
  return incidentRouted.create(
    {
      ...incidentOf(incident),
      formerOfficerId,
      responsibleOfficerId,
      cause: RoutingCause[cause.toUpperCase() as Uppercase<typeof cause>],
      routedTime,
      state: stateNumber(state),
    },
    placeOf(incident),
  );
}

/** Why an incident counts in no statistics; undefined if it counts. */
function withdrawalOf({ state, isTest }: IncidentCase): WithdrawalCause | undefined {
  if (state === 'duplicate') return WithdrawalCause.DUPLICATE;
  if (state !== 'rejected') return undefined;
  return isTest ? WithdrawalCause.TEST : WithdrawalCause.FALSE_CALL;
}

/** Statistics no longer counts the incident, or counts it again. */
function eventsOfCounting(before: IncidentCase, after: IncidentCase, changedTime: Date): NewEvent[] {
  const { casualties, receivedAt: receivedTime, onSceneAt: onSceneTime } = after;
  const counted = {
    ...countedIncident(after),
    casualties,
    receivedTime,
    onSceneTime,
    state: stateNumber(after.state),
    urgency: urgencyNumber(after.urgency),
    schoolMatter: schoolMatterNumber(after.schoolMatter),
  };
  const [was, is] = [withdrawalOf(before), withdrawalOf(after)];
  if (is !== undefined && was === undefined) {
    const primaryIncidentId = after.mergedInto ?? '';
    const message = { ...counted, cause: is, primaryIncidentId, withdrawnTime: changedTime };
    return [incidentWithdrawn.create(message, placeOf(after))];
  }
  if (was !== undefined && is === undefined) {
    const message = { ...counted, cause: was, restoredTime: changedTime };
    return [incidentRestored.create(message, placeOf(after))];
  }
  return [];
}

/** A responder was dispatched or has made progress. */
export function eventsOfResponder(
  before: IncidentCase,
  { incident: after, happenedAt }: CaseChange,
  responderId: string,
  progress: ResponderProgress,
): NewEvent[] {
  const responder = after.responders.find((each) => each.responderId === responderId);
  if (responder === undefined) throw new Error('a responder is among those of its incident');
  const message = {
    ...countedIncident(after),
    receivedTime: after.receivedAt,
    dispatchedTime: responder.dispatchedAt,
    enRouteTime: responder.enRouteAt,
    onSceneTime: responder.onSceneAt,
    responderId,
    kind: responderKindNumber(responder.kind),
    progress: responderProgressNumber(progress),
    homeHromadaCode: responder.homeHromadaCode,
    // Recordings name their officer and time: with them, a crew would lead to a sensitive incident.
    officerIds: isSensitive(after.category) ? [] : [...responder.officerIds],
    progressTime: happenedAt,
    state: stateNumber(after.state),
  };
  return [responderProgressed.create(message, placeOf(after)), ...eventsOfArrival(before, after)];
}

/** The first responder is at the scene. Published once, because it measures the response time. */
export function eventsOfArrival(before: IncidentCase, after: IncidentCase): NewEvent[] {
  if (before.onSceneAt !== undefined || after.onSceneAt === undefined) return [];
  const { receivedAt: receivedTime, onSceneAt: onSceneTime } = after;
  return [responderArrived.create({ ...countedIncident(after), receivedTime, onSceneTime }, placeOf(after))];
}

export function correctedEvent(before: IncidentCase, { incident: after, happenedAt }: CaseChange): NewEvent {
  const message = {
    ...countedIncident(after),
    formerCasualties: before.casualties,
    casualties: after.casualties,
    receivedTime: after.receivedAt,
    correctedTime: happenedAt,
    state: stateNumber(after.state),
  };
  return casualtiesCorrected.create(message, placeOf(after));
}
