import type { Incident as IncidentMessage } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  categoryNumber,
  channelNumber,
  responderKindNumber,
  stateNumber,
  urgencyNumber,
} from '../incident/contract-enums.mapping.ts';
import type { Responder } from '../incident/incident-case.ts';
import { legalStates } from '../incident/states.ts';
import type { Incident } from '../incident/incident.ts';
import type { Attributes } from '../reporting/report.ts';

/** An incident as it is listed: nothing personal. */
export function toListedIncident(incident: Incident): IncidentMessage {
  return {
    incidentId: incident.incidentId,
    version: incident.version,
    state: stateNumber(incident.state),
    category: categoryNumber(incident.category),
    channel: channelNumber(incident.channel),
    urgency: urgencyNumber(incident.urgency),
    hromadaCode: incident.hromadaCode,
    hromadaDerived: incident.hromadaDerived,
    starostaDistrictCode: incident.starostaDistrictCode,
    settlementCode: incident.settlementCode,
    location: incident.openLocation,
    attributes: toAttributes(incident.openAttributes),
    occurredTime: incident.occurredAt,
    receivedTime: incident.receivedAt,
    onSceneTime: incident.onSceneAt,
    casualties: incident.casualties,
    responsibleOfficerId: incident.responsibleOfficerId,
    alerted: incident.alerted.map(responderKindNumber),
    responders: [],
    description: '',
    reporter: undefined,
    onBehalfOf: undefined,
    attachments: [],
    additions: [],
    sourceSystem: incident.source?.system ?? '',
    externalId: incident.source?.externalId ?? '',
    demonstration: incident.demonstration,
    mergedIntoIncidentId: incident.mergedInto ?? '',
    mergedReports: [],
    dueTime: incident.dueAt,
    escalationLevel: incident.escalationLevel,
    legalStates: legalStates(incident.state, incident.erasedAt !== undefined).map(stateNumber),
    catalogueRevision: incident.catalogueRevision,
    personalDataErasedTime: incident.erasedAt,
    legalHold: incident.legalHold,
  };
}

/** An incident with all that is known of it, for a caller who is entitled to it. */
export function toWholeIncident(incident: Incident): IncidentMessage {
  const { description, reporter, onBehalfOf, attachments, location, attributes } = incident.personal;
  return {
    ...toListedIncident(incident),
    responders: incident.responders.map(toResponder),
    description,
    reporter,
    onBehalfOf,
    attachments: attachments.map((attachment) => ({ ...attachment, sha256: Buffer.from(attachment.sha256) })),
    location: location ?? incident.openLocation,
    attributes: toAttributes({ ...incident.openAttributes, ...attributes }),
  };
}

function toResponder(responder: Responder) {
  const { responderId, kind, unit, homeHromadaCode, dispatchedAt } = responder;
  return {
    responderId,
    kind: responderKindNumber(kind),
    unit,
    homeHromadaCode,
    dispatchedTime: dispatchedAt,
    enRouteTime: responder.enRouteAt,
    onSceneTime: responder.onSceneAt,
    leftTime: responder.leftAt,
    cancelledTime: responder.cancelledAt,
  };
}

function toAttributes(attributes: Attributes) {
  return Object.entries(attributes).map(([name, value]) => ({ name, value }));
}
