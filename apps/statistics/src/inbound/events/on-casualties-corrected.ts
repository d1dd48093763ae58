import type { CasualtiesCorrected } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { casualtiesCorrected } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { corrected, countIncidents, harmOf, type CountedIncident } from '../../domain/incident-count.ts';
import { onCounted } from './on-counted.ts';
import { countedIncident } from './read-incident.ts';

/** The counts are known better: the difference counts, on the day and in the places of the incident itself. */
export function onCasualtiesCorrected(counters: IncidentCounters): EventHandler {
  return onCounted(casualtiesCorrected, (em, messages) =>
    counters.add(em, countIncidents(messages.filter(counts).map(toIncident))),
  );
}

/** One that is withdrawn counts with nothing; when it is restored, it is told with the counts of then. */
function counts({ state }: CasualtiesCorrected): boolean {
  return state !== IncidentState.REJECTED && state !== IncidentState.DUPLICATE;
}

function toIncident(message: CasualtiesCorrected): CountedIncident {
  return countedIncident(message, corrected(harmOf(message.formerCasualties), harmOf(message.casualties)));
}
