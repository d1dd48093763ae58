import { busyForMs, isOutOfRoom, isTransient } from '@safe-community/database';
import { Refusal, unavailable } from '@safe-community/domain-kit';

/** A full disk lasts longer than a restart, because somebody has to free space. */
const DISK_FULL_RETRY_MS = 5_000;

/** The refusal for a temporary fault. Undefined for a bug. */
export function faultOf(error: unknown): Refusal | undefined {
  const busyMs = busyForMs(error);
  if (busyMs !== undefined) {
    const details = { retryAfterMs: Math.ceil(busyMs), metadata: { rule: 'connections-waiting' } };
    return new Refusal('resource-exhausted', 'too many calls wait for the database', details);
  }
  if (isOutOfRoom(error)) return unavailable('the database has no room', DISK_FULL_RETRY_MS);
  return isTransient(error) ? unavailable('the database does not answer') : undefined;
}
