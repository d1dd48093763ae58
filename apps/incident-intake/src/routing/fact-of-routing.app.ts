import { RoutingCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { incidentRouted, type NewEvent } from '@safe-community/events';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { Rerouted } from './ports.app.ts';

/** That another officer answers for an incident, or nobody any more. */
export function factOfRouting(incident: Omit<Rerouted, 'synthetic'>, routedTime: Date): NewEvent {
  const { formerOfficerId, responsibleOfficerId, cause, state } = incident;
  return incidentRouted.create(
    {
      ...incidentOf(incident),
      formerOfficerId,
      responsibleOfficerId,
      cause: RoutingCause[cause.toUpperCase() as Uppercase<typeof cause>],
      routedTime,
      state: stateNumber(state),
    },
    placeOf(incident),
  );
}
