import { incidentReported, responderArrived, type NewEvent } from '@safe-community/events';
import {
  categoryNumber,
  eventsOfArrival,
  eventsOfResponder,
  eventsOfStep,
  channelNumber,
  countedByOf,
  responderKindNumber,
  schoolMatterNumber,
  urgencyNumber,
  type Incident,
  type ReceivedIncident,
} from '../incident/module.ts';
import { eventsOfNamedSchool } from '../school-links/module.ts';
import type { ImportedChange } from './imported-course.ts';

/** The events of an imported incident with its course: those of its receipt, then those of each change. */
export function eventsOfImported(received: ReceivedIncident, changes: readonly ImportedChange[]): NewEvent[] {
  return [...eventsOf(received), ...eventsOfChanges(changes)];
}

/** The events of each change of an imported incident: as for a step that is taken here. */
export function eventsOfChanges(changes: readonly ImportedChange[]): NewEvent[] {
  return changes.flatMap(({ before, incident, change, responder }) => {
    const further =
      responder === undefined
        ? eventsOfArrival(before, incident)
        : eventsOfResponder(before, change, responder.responderId, responder.progress);
    return eventsOfStep({ before, incident, change }, further);
  });
}

/**
 * The events of a received report: codes, counts and times, nothing personal. Those of a test are marked.
 *
 * @param source the system that reported it, unless it was imported.
 */
export function eventsOf({ incident, actor }: ReceivedIncident, source = actor.system): NewEvent[] {
  const isTest = incident.reportedAsTest;
  return eventsOfReceipt(incident, incident.source?.system ?? source).map((event) => ({ ...event, isTest }));
}

function eventsOfReceipt(incident: Incident, source: string): NewEvent[] {
  const { incidentId, hromadaCode, oblastCode, receivedAt, onSceneAt } = incident;
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
      urgency: urgencyNumber(incident.urgency),
      alerted: incident.alerted.map(responderKindNumber),
      countedBy,
      schoolMatter: schoolMatterNumber(incident.schoolMatter),
      source,
    },
    { oblastCode, hromadaCode },
  );
  const further = eventsOfNamedSchool(incident);
  if (onSceneAt === undefined) return [reported, ...further];
  const arrived = responderArrived.create(
    {
      incidentId,
      category,
      hromadaCode,
      oblastCode,
      receivedTime: receivedAt,
      onSceneTime: onSceneAt,
      countedBy,
    },
    { oblastCode, hromadaCode },
  );
  return [reported, arrived, ...further];
}
