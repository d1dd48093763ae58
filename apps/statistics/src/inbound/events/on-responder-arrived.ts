import type { ResponderArrived } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { responderArrived } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { IncidentCounters } from '../../app/ports.ts';
import { countResponses, responseOf, type Response } from '../../domain/response-time.ts';
import { onCounted } from './on-counted.ts';
import { categoryOf, timeOf } from './read-event.ts';

/** The first responder reached the scene: the response time of the incident is known. */
export function onResponderArrived(counters: IncidentCounters): EventHandler {
  return onCounted(responderArrived, (em, messages) =>
    counters.addResponses(em, countResponses(messages.map(toResponse))),
  );
}

function toResponse(message: ResponderArrived): Response {
  const received = timeOf(message.receivedTime, 'received_time');
  const onScene = timeOf(message.onSceneTime, 'on_scene_time');
  return responseOf(categoryOf(message), received, onScene);
}
