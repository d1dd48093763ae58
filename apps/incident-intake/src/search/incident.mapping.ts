import type {
  Incident as IncidentMessage,
  MergedReport as MergedReportMessage,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { unless, type Violation } from '@safe-community/domain-kit';
import { toClassificationMessage } from '../catalogue/module.ts';
import type { MergedReport } from '../duplicates/module.ts';
import type { Addition } from '../follow-up/module.ts';
import {
  categoryNumber,
  channelNumber,
  legalStates,
  responderKindNumber,
  stateNumber,
  toCategory,
  toState,
  urgencyNumber,
  type Incident,
  type Responder,
} from '../incident/module.ts';
import type { CaseFile } from './case-file.store.ts';

/** An incident as lists show it: without personal data. */
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
    test: incident.isTest,
    mergedIntoIncidentId: incident.mergedInto ?? '',
    mergedReports: [],
    dueTime: incident.dueAt,
    escalationLevel: incident.escalationLevel,
    legalStates: legalStates(incident.state, incident.erasedAt !== undefined).map(stateNumber),
    catalogueRevision: incident.catalogueRevision,
    personalDataErasedTime: incident.erasedAt,
    legalHold: incident.legalHold,
    externalClassification: toClassificationMessage(incident.countedBy?.externalClassification),
  };
}

/** An incident with its personal data and its merged reports, for an entitled caller. */
export function toCaseFile({ incident, additions, mergedReports }: CaseFile): IncidentMessage {
  return {
    ...toWholeIncident(incident),
    additions: additions.map(toAddition),
    mergedReports: mergedReports.map(toMergedReport),
  };
}

function toWholeIncident(incident: Incident): IncidentMessage {
  const { description, reporter, onBehalfOf, attachments, location, attributes, externalClassification } =
    incident.personal;
  return {
    ...toListedIncident(incident),
    responders: incident.responders.map(toResponder),
    description,
    reporter,
    onBehalfOf,
    attachments: attachments.map((attachment) => ({ ...attachment, sha256: Buffer.from(attachment.sha256) })),
    location: location ?? incident.openLocation,
    attributes: toAttributes({ ...incident.openAttributes, ...attributes }),
    externalClassification: toClassificationMessage(
      externalClassification ?? incident.countedBy?.externalClassification,
    ),
  };
}

function toMergedReport({ incidentId, channel, receivedAt, ...report }: MergedReport): MergedReportMessage {
  return {
    incidentId,
    channel: channelNumber(channel),
    receivedTime: receivedAt,
    description: report.description,
    reporter: report.reporter,
    additions: report.additions.map(toAddition),
  };
}

function toAddition({ addedAt, text }: Addition) {
  return { addedTime: addedAt, text };
}

function toResponder(responder: Responder) {
  const { responderId, kind, unit, homeHromadaCode, officerIds, dispatchedAt } = responder;
  return {
    responderId,
    kind: responderKindNumber(kind),
    unit,
    homeHromadaCode,
    officerIds: [...officerIds],
    dispatchedTime: dispatchedAt,
    enRouteTime: responder.enRouteAt,
    onSceneTime: responder.onSceneAt,
    leftTime: responder.leftAt,
    cancelledTime: responder.cancelledAt,
  };
}

function toAttributes(attributes: Incident['openAttributes']) {
  return Object.entries(attributes).map(([name, value]) => ({ name, value }));
}

/** The fields by which lists and watches filter alike; 0 and empty for all. */
interface Scope {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly category: number;
  readonly states: readonly number[];
}

export function checkScope({ hromadaCode, oblastCode, category, states }: Scope): Violation[] {
  return [
    ...checkCode(hromadaCode, 'hromada_code'),
    ...checkCode(oblastCode, 'oblast_code'),
    ...unless(category === 0 || toCategory(category) !== undefined, 'category', 'must be one of the known categories'),
    ...states.flatMap((state, index) =>
      unless(toState(state) !== undefined, `states[${index}]`, 'must be one of the known states'),
    ),
    ...unless(new Set(states).size === states.length, 'states', 'must name each state once'),
  ];
}

/** Empty for all. */
function checkCode(code: string, field: string): Violation[] {
  return unless(code === '' || /^UA\d{17}$/.test(code), field, 'must be a KATOTTG code');
}
