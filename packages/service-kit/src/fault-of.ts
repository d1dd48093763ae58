import { busyForMs, isOutOfRoom, isTransient } from '@safe-community/database';
import { Refusal, unavailable } from '@safe-community/domain-kit';

/** Somebody has to make room: it does not pass as quickly as a restart. */
const ROOM_RETRY_MS = 5_000;

/** What a caller is told of a fault that passes. Undefined for a bug. */
export function faultOf(error: unknown): Refusal | undefined {
  const busyMs = busyForMs(error);
  if (busyMs !== undefined) {
    const details = { retryAfterMs: Math.ceil(busyMs), metadata: { rule: 'connections-waiting' } };
    return new Refusal('resource-exhausted', 'too many wait for the database', details);
  }
  if (isOutOfRoom(error)) return unavailable('the database has no room', ROOM_RETRY_MS);
  return isTransient(error) ? unavailable('the database does not answer') : undefined;
}
