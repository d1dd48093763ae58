import type { Incident as IncidentMessage } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Incident } from '../../domain/incident.ts';
import { categoryNumber, channelNumber, stateNumber } from './enums.ts';

/** An incident as it is listed: nothing personal. */
export function toListedIncident(incident: Incident): IncidentMessage {
  return {
    incidentId: incident.incidentId,
    state: stateNumber(incident.state),
    category: categoryNumber(incident.category),
    channel: channelNumber(incident.channel),
    hromadaCode: incident.hromadaCode,
    starostaDistrictCode: incident.starostaDistrictCode,
    location: incident.openLocation,
    occurredTime: incident.occurredAt,
    receivedTime: incident.receivedAt,
    onSceneTime: incident.onSceneAt,
    casualties: incident.casualties,
    responsibleOfficerId: incident.responsibleOfficerId,
    description: '',
    reporter: undefined,
    sourceSystem: incident.source?.system ?? '',
    externalId: incident.source?.externalId ?? '',
    demonstration: incident.demonstration,
  };
}

/** An incident with all that is known of it, for a caller who is entitled to it. */
export function toWholeIncident(incident: Incident): IncidentMessage {
  const { description, reporter, location } = incident.personal;
  return { ...toListedIncident(incident), description, reporter, location: location ?? incident.openLocation };
}
