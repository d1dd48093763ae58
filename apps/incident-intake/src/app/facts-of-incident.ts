import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentReported, responderArrived, type NewEvent } from '@safe-community/events';
import type { Category } from '../domain/category.ts';
import type { Channel } from '../domain/channel.ts';
import type { Incident } from '../domain/incident.ts';

/** The events by which others learn of an incident: codes, counts and times, nothing personal. */
export function factsOf(incident: Incident): NewEvent[] {
  const { incidentId, hromadaCode, oblastCode, receivedAt, onSceneAt, demonstration } = incident;
  const category = IncidentCategory[incident.category.toUpperCase() as Uppercase<Category>];
  const channel = ReportChannel[incident.channel.toUpperCase() as Uppercase<Channel>];
  const reported = incidentReported.occurred(
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
    },
    { oblastCode, hromadaCode },
  );
  if (onSceneAt === undefined) return [reported];
  const arrived = responderArrived.occurred(
    { incidentId, category, hromadaCode, oblastCode, receivedTime: receivedAt, onSceneTime: onSceneAt, demonstration },
    { oblastCode, hromadaCode },
  );
  return [reported, arrived];
}
