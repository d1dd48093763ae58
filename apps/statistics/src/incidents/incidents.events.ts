import type { CasualtiesCorrected } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  casualtiesCorrected,
  incidentReported,
  incidentRestored,
  incidentWithdrawn,
  responderArrived,
} from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onSum } from '../counting/module.ts';
import { added, corrected, countIncidents, takenAway } from './incident-count.ts';
import { toCountedIncident, toHarm, toResponse, toResponses } from './incident.mapping.ts';
import { addIncidents, addResponses, forgetIncidents } from './incidents.store.ts';
import { countResponses } from './response-time.ts';

/** Each event holds all that its effect needs, so that the sums do not depend on the order. */
export const INCIDENT_EVENTS: Subscription = {
  producer: 'incidents',
  handlers: [
    onSum(incidentReported, (messages) => {
      const incidents = messages.map((message) => toCountedIncident(message, added(toHarm(message.casualties))));
      return [addIncidents(countIncidents(incidents))];
    }),
    // The difference counts, on the day and in the places of the incident itself.
    onSum(casualtiesCorrected, (messages) => [
      addIncidents(countIncidents(messages.filter(isCounted).map(toCorrection))),
    ]),
    // A false call or a duplicate no longer counts, nor do its casualties and its response time.
    onSum(incidentWithdrawn, (messages) => {
      const incidents = messages.map((message) => toCountedIncident(message, takenAway(toHarm(message.casualties))));
      return [addIncidents(countIncidents(incidents)), ...addResponses(countResponses(toResponses(messages), -1))];
    }),
    // It counts again, with the casualties that are known now and its response time.
    onSum(incidentRestored, (messages) => {
      const incidents = messages.map((message) => toCountedIncident(message, added(toHarm(message.casualties))));
      return [addIncidents(countIncidents(incidents)), ...addResponses(countResponses(toResponses(messages)))];
    }),
    onSum(responderArrived, (messages) => addResponses(countResponses(messages.map(toResponse)))),
  ],
  forget: forgetIncidents,
};

/** A withdrawn incident counts with nothing; the event that restores it holds the casualties of that time. */
function isCounted({ state }: CasualtiesCorrected): boolean {
  return state !== IncidentState.REJECTED && state !== IncidentState.DUPLICATE;
}

function toCorrection(message: CasualtiesCorrected) {
  return toCountedIncident(message, corrected(toHarm(message.formerCasualties), toHarm(message.casualties)));
}
