import { beatChanged, beatCreated, beatRetired, type NewEvent } from '@safe-community/events';
import type { Beat } from './beat.ts';

export function createdEvent(beat: Beat, oblastCode: string): NewEvent {
  const { beatId, hromadaCode, unitCodes, createdAt } = beat;
  return beatCreated.create(
    { beatId, hromadaCode, oblastCode, unitCodes: [...unitCodes], createdTime: createdAt },
    { oblastCode, hromadaCode },
  );
}

export function changedEvent({ beatId, hromadaCode, unitCodes }: Beat, oblastCode: string, now: Date): NewEvent {
  return beatChanged.create(
    { beatId, hromadaCode, oblastCode, unitCodes: [...unitCodes], changedTime: now },
    { oblastCode, hromadaCode },
  );
}

export function retiredEvent({ beatId, hromadaCode }: Beat, oblastCode: string, now: Date): NewEvent {
  return beatRetired.create({ beatId, hromadaCode, oblastCode, retiredTime: now }, { oblastCode, hromadaCode });
}
