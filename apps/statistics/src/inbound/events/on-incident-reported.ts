import { incidentReported } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { added, countIncidents, harmOf } from '../../domain/incident-count.ts';
import { onCounted } from './on-counted.ts';
import { countedIncident } from './read-incident.ts';

/** Somebody reported an incident: it counts in its category, on its day, in its places. */
export function onIncidentReported(counters: IncidentCounters): EventHandler {
  return onCounted(incidentReported, (em, messages) => {
    const incidents = messages.map((message) => countedIncident(message, added(harmOf(message.casualties))));
    return counters.add(em, countIncidents(incidents));
  });
}
