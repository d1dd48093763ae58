import { RoutingCause as Causes } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { incidentRouted, type NewEvent } from '@safe-community/events';
import { stateNumber } from './contract-enums.mapping.ts';
import type { IncidentCase } from './incident-case.ts';
import { incidentOf, placeOf } from './incident-of-event.app.ts';

export type RoutingCause = 'beat_changed' | 'officer_state_changed';

type Routable = 'incidentId' | 'category' | 'hromadaCode' | 'oblastCode' | 'demonstration' | 'state';

/** An incident for which another officer is responsible from now on, or nobody. */
export interface Routed extends Pick<IncidentCase, Routable> {
  /** Empty when nobody was. */
  readonly formerOfficerId: string;
  /** Empty when nobody is. */
  readonly responsibleOfficerId: string;
  readonly cause: RoutingCause;
}

export function routedEvent(incident: Routed, routedTime: Date): NewEvent {
  const { formerOfficerId, responsibleOfficerId, cause, state } = incident;
  return incidentRouted.create(
    {
      ...incidentOf(incident),
      formerOfficerId,
      responsibleOfficerId,
      cause: Causes[cause.toUpperCase() as Uppercase<typeof cause>],
      routedTime,
      state: stateNumber(state),
    },
    placeOf(incident),
  );
}
