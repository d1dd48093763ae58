import type { EntityManager } from '@safe-community/database';
import type { BeatAssignment } from './roster.ts';
import { BeatOfficer } from './entities.store.ts';

/** All assignments, as they are stored now. */
export function readAssignments(em: EntityManager): Promise<BeatAssignment[]> {
  return em.findAll(BeatOfficer, { disableIdentityMap: true });
}
