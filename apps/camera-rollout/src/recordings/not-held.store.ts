import { prepared, rows, type EntityManager } from '@safe-community/database';

/** That an officer had a camera in a time of the past. */
export interface KnownHolding {
  readonly cameraId: string;
  readonly officerId: string;
  readonly issuedAt: Date;
  readonly returnedAt: Date;
}

/**
 * Clears `not_held` of recordings that were registered before the holding was known. A recording that runs on after the
 * return keeps the flag, as at registration.
 */
export async function clearNotHeld(
  tx: EntityManager,
  { cameraId, officerId, issuedAt, returnedAt }: KnownHolding,
): Promise<void> {
  await rows(tx, CLEAR, [cameraId, officerId, issuedAt, returnedAt]);
}

const CLEAR = prepared(`
  update recording set not_held = false
  where camera_id = $1 and officer_id = $2 and not_held and started_at >= $3 and started_at < $4
    and started_at + duration_ms * interval '1 millisecond' <= $4`);
