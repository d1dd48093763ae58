import { v7 as uuidv7 } from 'uuid';
import type { Origin } from '../app/ports.ts';

/** The clock of this machine, and ids that no one else gives. */
export const systemOrigin: Origin = {
  now: () => new Date(),
  newId: (at) => uuidv7({ msecs: at.getTime() }),
};
