import type { ClockAndIds } from '@safe-community/domain-kit';
import { freshBytes } from '@safe-community/security/encryption';
import { v7 as uuidv7 } from 'uuid';
import { systemTime } from '../system-time.ts';

const ID_BYTES = 16;

/** The system clock, and ids that are unique across replicas. */
export const systemClock: ClockAndIds = {
  ...systemTime,
  newId: (at) => uuidv7({ msecs: at.getTime(), random: freshBytes(ID_BYTES) }),
};
