import { stationChanged, stationClosed, stationOpened, type NewEvent } from '@safe-community/events';
import { toPublished } from './station.mapping.ts';
import type { Station } from './station.ts';

// Events contain ids, codes and numbers: no address, plate or officer.

export function openedEvent(station: Station): NewEvent {
  return stationOpened.create({ ...toPublished(station), openedTime: station.openedAt }, station);
}

export function changedEvent(station: Station): NewEvent {
  return stationChanged.create({ ...toPublished(station), changedTime: station.changedAt }, station);
}

export function closedEvent({ stationId, oblastCode, hromadaCode, closedAt }: Station): NewEvent {
  return stationClosed.create(
    { stationId, oblastCode, hromadaCode, closedTime: closedAt },
    { oblastCode, hromadaCode },
  );
}
