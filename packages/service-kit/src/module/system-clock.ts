import type { ClockAndIds } from '@safe-community/domain-kit';
import { v7 as uuidv7 } from 'uuid';

/** The system clock, and ids that are unique across replicas. */
export const systemClock: ClockAndIds = {
  now: () => new Date(),
  newId: (at) => uuidv7({ msecs: at.getTime() }),
};
