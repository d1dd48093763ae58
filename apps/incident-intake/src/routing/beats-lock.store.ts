import { rows, type EntityManager } from '@safe-community/database';

// Any number that no other lock of the database has.
const BEATS_LOCK = 4_801_267;

/**
 * Until the commit nobody gives incidents to officers. Else a re-routing that has read the beats of before could move
 * incidents back to an officer who was just replaced.
 */
export async function lockBeats(em: EntityManager): Promise<void> {
  await rows(em, 'select pg_advisory_xact_lock($1)', [BEATS_LOCK]);
}

/** The same, unless another holds it. */
export async function tryLockBeats(em: EntityManager): Promise<boolean> {
  const [row] = await rows<{ locked: boolean }>(em, 'select pg_try_advisory_xact_lock($1) as locked', [BEATS_LOCK]);
  return row?.locked === true;
}
