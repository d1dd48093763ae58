import { airRescueProgressed, type NewEvent } from '@safe-community/events';
import { countedByOf, incidentOf, placeOf, stateNumber } from '../incident/module.ts';
import { rescueStateNumber } from './air-rescue.mapping.ts';
import type { RescueChange } from './air-rescue.ts';

export function progressedEvent({ incident, rescue, happenedAt }: RescueChange): NewEvent {
  return airRescueProgressed.create(
    {
      ...incidentOf(incident),
      airRescueId: rescue.airRescueId,
      airRescueState: rescueStateNumber(rescue.state),
      baseCode: rescue.baseCode,
      landingSiteCode: rescue.landingSiteCode,
      progressTime: happenedAt,
      requestedTime: rescue.requestedAt,
      state: stateNumber(incident.state),
      receivedTime: incident.receivedAt,
      countedBy: countedByOf(incident),
    },
    placeOf(incident),
  );
}
