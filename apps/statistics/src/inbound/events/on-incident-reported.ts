import type { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { incidentReported } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { kyivDay } from '../../domain/day.ts';
import { countIncidents, harmOf, type CountedIncident } from '../../domain/incident-count.ts';
import { onCounted } from './on-counted.ts';
import { categoryOf, codeOf, timeOf } from './read-event.ts';

/** Somebody reported an incident: it counts in its category, on its day, in its places. */
export function onIncidentReported(counters: IncidentCounters): EventHandler {
  return onCounted(incidentReported, (em, messages) => counters.add(em, countIncidents(messages.map(toIncident))));
}

function toIncident(message: IncidentReported): CountedIncident {
  return {
    category: categoryOf(message),
    day: kyivDay(timeOf(message.receivedTime, 'received_time')),
    hromadaCode: codeOf(message.hromadaCode, 'hromada_code'),
    oblastCode: codeOf(message.oblastCode, 'oblast_code'),
    demonstration: message.demonstration,
    harm: harmOf(message.casualties),
  };
}
