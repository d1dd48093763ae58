import { ReportIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid } from '@safe-community/grpc-kit';
import { recorded, type RequestKey } from '@safe-community/ledger';
import { alertedBy } from '../../domain/catalogue/alerted-by.ts';
import { receive } from '../../domain/incident.ts';
import { checkReport, type Report } from '../../domain/reporting/report.ts';
import type { Actor } from '../actor.ts';
import type { Catalogue } from '../case-ports.ts';
import { responderKindNumber, urgencyNumber } from '../contract-enums.ts';
import { factsOf } from './facts-of-incident.ts';
import { placesOf } from './places-of-report.ts';
import type { BeatBook, IncidentStore, Origin, Territory, TrackingTokens } from '../ports.ts';

export interface ReportingPorts {
  readonly incidents: IncidentStore;
  readonly territory: Territory;
  readonly beats: BeatBook;
  readonly catalogue: Catalogue;
  readonly origin: Origin;
  readonly tokens: TrackingTokens;
}

/** Takes one report: checks it, routes it to whoever answers for the place, and commits it. */
export async function reportIncident(
  { incidents, territory, beats, catalogue, origin, tokens }: ReportingPorts,
  key: RequestKey,
  actor: Actor,
  report: Report,
): Promise<ReportIncidentResponse> {
  const now = origin.now();
  const places = placesOf(report, territory);
  const policy = catalogue.policy(report.category);
  refuseInvalid(checkReport(report, policy, places, now));
  const responsibleOfficerId = beats.responsible(report.hromadaCode, report.starostaDistrictCode);
  const incident = receive(report, {
    incidentId: origin.newId(now),
    receivedAt: now,
    oblastCode: places.hromada?.oblastCode ?? '',
    responsibleOfficerId,
    alerted: alertedBy(policy, report),
    policy,
    catalogueRevision: catalogue.revision,
  });
  const response = ReportIncidentResponse.encode({
    incidentId: incident.incidentId,
    receivedTime: now,
    responsibleOfficerId,
    emergencyNumber: policy.emergencyNumber,
    trackingToken: '',
    urgency: urgencyNumber(incident.urgency),
    hromadaCode: incident.hromadaCode,
    starostaDistrictCode: incident.starostaDistrictCode,
    hromadaDerived: false,
    alerted: incident.alerted.map(responderKindNumber),
    dueTime: incident.dueAt,
  }).finish();
  const committed = await incidents.commit({ key, response, incident, actor, events: factsOf(incident).map(recorded) });
  const kept = ReportIncidentResponse.decode(committed.response);
  // Only now, so that no kept answer holds it.
  return { ...kept, trackingToken: tokens.of(kept.incidentId) };
}
