import { incidentReported, responderArrived, type NewEvent } from '@safe-community/events';
import {
  categoryNumber,
  channelNumber,
  countedByOf,
  responderKindNumber,
  urgencyNumber,
  type Incident,
} from '../incident/module.ts';

/** The events of a received report: codes, counts and times, nothing personal. */
export function eventsOf(incident: Incident): NewEvent[] {
  const { incidentId, hromadaCode, oblastCode, receivedAt, onSceneAt, demonstration } = incident;
  const category = categoryNumber(incident.category);
  const channel = channelNumber(incident.channel);
  const countedBy = countedByOf(incident);
  const reported = incidentReported.create(
    {
      incidentId,
      category,
      channel,
      hromadaCode,
      oblastCode,
      occurredTime: incident.occurredAt,
      receivedTime: receivedAt,
      casualties: incident.casualties,
      responsibleOfficerId: incident.responsibleOfficerId,
      demonstration,
      urgency: urgencyNumber(incident.urgency),
      alerted: incident.alerted.map(responderKindNumber),
      countedBy,
    },
    { oblastCode, hromadaCode },
  );
  if (onSceneAt === undefined) return [reported];
  const arrived = responderArrived.create(
    {
      incidentId,
      category,
      hromadaCode,
      oblastCode,
      receivedTime: receivedAt,
      onSceneTime: onSceneAt,
      demonstration,
      countedBy,
    },
    { oblastCode, hromadaCode },
  );
  return [reported, arrived];
}
