import { incidentRestored } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { added, countIncidents, harmOf } from '../../domain/incident-count.ts';
import { countResponses } from '../../domain/response-time.ts';
import { onCounted } from './on-counted.ts';
import { countedIncident } from './read-incident.ts';
import { readResponses } from './read-response.ts';

/** What had been withdrawn counts again, with the casualties that are known now and its response time. */
export function onIncidentRestored(counters: IncidentCounters): EventHandler {
  return onCounted(incidentRestored, async (em, messages) => {
    const incidents = messages.map((message) => countedIncident(message, added(harmOf(message.casualties))));
    await counters.add(em, countIncidents(incidents));
    await counters.addResponses(em, countResponses(readResponses(messages)));
  });
}
