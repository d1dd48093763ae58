import { responderArrived } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { countResponses } from '../../domain/response-time.ts';
import { onCounted } from './on-counted.ts';
import { readResponse } from './read-response.ts';

/** The first responder reached the scene: the response time of the incident is known. */
export function onResponderArrived(counters: IncidentCounters): EventHandler {
  return onCounted(responderArrived, (em, messages) =>
    counters.addResponses(em, countResponses(messages.map(readResponse))),
  );
}
