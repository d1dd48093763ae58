import { incidentWithdrawn } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { countIncidents, harmOf, takenAway } from '../../domain/incident-count.ts';
import { countResponses } from '../../domain/response-time.ts';
import { onCounted } from './on-counted.ts';
import { countedIncident } from './read-incident.ts';
import { readResponses } from './read-response.ts';

/** It was a false call, or the same as another incident: it, its casualties and its response time count no more. */
export function onIncidentWithdrawn(counters: IncidentCounters): EventHandler {
  return onCounted(incidentWithdrawn, async (em, messages) => {
    const incidents = messages.map((message) => countedIncident(message, takenAway(harmOf(message.casualties))));
    await counters.add(em, countIncidents(incidents));
    await counters.addResponses(em, countResponses(readResponses(messages), -1));
  });
}
