import { Socket } from 'node:net';

/** How long one statement may last. Longer ones are bugs, or locks held too long. */
const LONGEST_STATEMENT_MS = 30_000;
/**
 * How long a transaction may wait for its service. Between two statements lie milliseconds; a process that was stopped
 * without dying, as a virtual machine that is moved, holds its locks meanwhile, and with the checkpoint of a consumer or
 * the head of a ledger all replicas of it. Whoever waits longer on purpose says so (`rebuild` of a consumer).
 */
const LONGEST_PAUSE_MS = 5_000;
/** Longer than any statement may last: who is silent that long is gone. */
const LONGEST_SILENCE_MS = 40_000;

/** How often the server looks whether whoever asked is still there, while it works on a statement. */
const LOOK_FOR_CLIENT_MS = 500;

/** Limits of the driver for a service: a lost server must show as an error, not as a call that hangs. */
export function servicePatience() {
  return {
    connectionTimeoutMillis: 3_000,
    statement_timeout: LONGEST_STATEMENT_MS,
    idle_in_transaction_session_timeout: LONGEST_PAUSE_MS,
    options: `-c client_connection_check_interval=${LOOK_FOR_CLIENT_MS}`,
    keepAlive: true,
    stream: () => impatientSocket(LONGEST_SILENCE_MS),
  };
}

/**
 * Limits of the driver for a migration, which may build an index for hours. Where the policies of a table bind its
 * owner as well, a statement that would see a part of the rows fails instead of changing that part only.
 */
export function migrationPatience() {
  return { connectionTimeoutMillis: 3_000, options: '-c row_security=off', keepAlive: true };
}

/**
 * A socket that gives up when nothing at all came or went for a while. A server that
 * vanished without a word would otherwise hold its connections in the pool for the
 * quarter of an hour that TCP goes on trying, and the service with them.
 */
export function impatientSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    socket.destroy(Object.assign(new Error('the database fell silent'), { code: 'ETIMEDOUT' }));
  });
  return socket;
}
