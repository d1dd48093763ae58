import { incidentWithdrawn } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { countIncidents, harmOf, takenAway } from '../../domain/incident-count.ts';
import { onCounted } from './on-counted.ts';
import { countedIncident } from './read-incident.ts';

/** It was a false call, or the same as another incident: it and its casualties count no more. */
export function onIncidentWithdrawn(counters: IncidentCounters): EventHandler {
  return onCounted(incidentWithdrawn, (em, messages) => {
    const incidents = messages.map((message) => countedIncident(message, takenAway(harmOf(message.casualties))));
    return counters.add(em, countIncidents(incidents));
  });
}
