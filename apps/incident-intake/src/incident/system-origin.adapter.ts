import { freshBytes } from '@safe-community/security/encryption';
import { v7 as uuidv7 } from 'uuid';
import type { Origin } from './ports.app.ts';

const ID_BYTES = 16;

/** The clock of this machine, and ids that no one else gives. */
export const systemOrigin: Origin = {
  now: () => new Date(),
  newId: (at) => uuidv7({ msecs: at.getTime(), random: freshBytes(ID_BYTES) }),
};
