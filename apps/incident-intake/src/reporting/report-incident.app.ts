import { ReportIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { recorded, type RequestKey } from '@safe-community/ledger';
import type { Incident } from '../incident/incident.ts';
import { numberToPhone } from '../catalogue/module.ts';
import { checkReport, type Report } from './report.ts';
import type { Actor } from '../incident/actor.ts';
import { responderKindNumber, urgencyNumber } from '../incident/contract-enums.mapping.ts';
import { countReport } from './count-report.app.ts';
import { factsOf } from './facts-of-incident.app.ts';
import { placesOf } from './places-of-report.app.ts';
import type { ReportingPorts } from './reporting-ports.app.ts';
import { takeReport } from './take-report.app.ts';

/** Takes one report: checks it, routes it to whoever answers for the place, and commits it. */
export async function reportIncident(
  ports: ReportingPorts,
  key: RequestKey,
  actor: Actor,
  report: Report,
): Promise<ReportIncidentResponse> {
  const { incidents, territory, catalogue, origin, tokens } = ports;
  const receivedAt = origin.now();
  const places = placesOf(report, territory);
  const policy = catalogue.policy(report.category);
  refuseInvalid(checkReport(report, policy, places, receivedAt));
  const incident = takeReport(ports, report, policy, places, { receivedAt });
  const response = ReportIncidentResponse.encode(answerTo(incident, numberToPhone(policy, incident.urgency))).finish();
  const [about, events] = [[incident.incidentId], factsOf(incident).map(recorded)];
  const committed = await incidents.commit({ key, response, incident, actor, about, events });
  if (!committed.repeated) countReport(incident, 'call');
  const kept = ReportIncidentResponse.decode(committed.response);
  // Only now, so that no kept answer holds it.
  return { ...kept, trackingToken: tokens.of(kept.incidentId) };
}

function answerTo(incident: Incident, emergencyNumber: string): ReportIncidentResponse {
  return {
    incidentId: incident.incidentId,
    receivedTime: incident.receivedAt,
    responsibleOfficerId: incident.responsibleOfficerId,
    emergencyNumber,
    trackingToken: '',
    urgency: urgencyNumber(incident.urgency),
    hromadaCode: incident.hromadaCode,
    starostaDistrictCode: incident.starostaDistrictCode,
    hromadaDerived: incident.hromadaDerived,
    alerted: incident.alerted.map(responderKindNumber),
    dueTime: incident.dueAt,
  };
}
