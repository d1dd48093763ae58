import { incidentRestored } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { added, countIncidents, harmOf } from '../../domain/incident-count.ts';
import { onCounted } from './on-counted.ts';
import { countedIncident } from './read-incident.ts';

/** What had been withdrawn counts again, with the casualties that are known now. */
export function onIncidentRestored(counters: IncidentCounters): EventHandler {
  return onCounted(incidentRestored, (em, messages) => {
    const incidents = messages.map((message) => countedIncident(message, added(harmOf(message.casualties))));
    return counters.add(em, countIncidents(incidents));
  });
}
