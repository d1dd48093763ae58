import type { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ReportIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { unless, type Parsed } from '@safe-community/domain-kit';
import {
  numberToPhone,
  readClassification,
  type CategoryPolicy,
  type ExternalClassification,
} from '../catalogue/module.ts';
import { responderKindNumber, toCategory, toChannel, urgencyNumber, type Incident } from '../incident/module.ts';
import type { Report } from './report.ts';

/** Parses the message. The rules of the domain are checked later, against what the service knows. */
export function parseReport(message: IncidentReport | undefined): Parsed<Report> {
  if (message === undefined) return { violations: [{ field: 'report', rule: 'must be given' }] };
  const category = toCategory(message.category);
  const channel = toChannel(message.channel);
  const attributeNames = message.attributes.map(({ name }) => name);
  const isEachNamedOnce = new Set(attributeNames).size === attributeNames.length;
  const classified = classificationOf(message);
  if (category === undefined || channel === undefined || !isEachNamedOnce || 'violations' in classified) {
    const violations = [
      ...unless(category !== undefined, 'report.category', 'must be one of the known categories'),
      ...unless(channel !== undefined, 'report.channel', 'must be one of the known channels'),
      ...unless(isEachNamedOnce, 'report.attributes', 'must name each attribute once'),
      ...('violations' in classified ? classified.violations : []),
    ];
    return { violations };
  }
  const { location, occurredTime, reporter } = message;
  const value: Report = {
    category,
    channel,
    hromadaCode: message.hromadaCode,
    starostaDistrictCode: message.starostaDistrictCode,
    settlementCode: message.settlementCode,
    reporter,
    onBehalfOf: message.onBehalfOf,
    attachments: message.attachments,
    attributes: Object.fromEntries(message.attributes.map(({ name, value: text }) => [name, text])),
    attributeNames,
    description: message.description,
    casualties: message.casualties,
    externalClassification: classified.value,
    isTest: message.test,
    ...(location === undefined ? {} : { location }),
    ...(occurredTime === undefined ? {} : { occurredAt: occurredTime }),
  };
  return { value };
}

/** Undefined for a report without a classification, and for an empty one. */
function classificationOf({ externalClassification }: IncidentReport): Parsed<ExternalClassification | undefined> {
  if (externalClassification === undefined) return { value: undefined };
  const read = readClassification(externalClassification, 'report.external_classification');
  if ('violations' in read) return read;
  const { policeClass, medicalClass, codes } = read.value;
  const isEmpty = policeClass === undefined && medicalClass === undefined && codes.length === 0;
  return { value: isEmpty ? undefined : read.value };
}

/** The stored response, without the tracking token. */
export function toReportResponse(incident: Incident, policy: CategoryPolicy): ReportIncidentResponse {
  return {
    incidentId: incident.incidentId,
    receivedTime: incident.receivedAt,
    responsibleOfficerId: incident.responsibleOfficerId,
    emergencyNumber: numberToPhone(policy, incident.urgency),
    trackingToken: '',
    urgency: urgencyNumber(incident.urgency),
    hromadaCode: incident.hromadaCode,
    starostaDistrictCode: incident.starostaDistrictCode,
    hromadaDerived: incident.hromadaDerived,
    alerted: incident.alerted.map(responderKindNumber),
    dueTime: incident.dueAt,
  };
}
