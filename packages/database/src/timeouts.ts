import { Socket } from 'node:net';

/** The longest duration of a statement. A longer one is a bug, or waits for a lock that is held too long. */
const MAX_STATEMENT_MS = 30_000;
/**
 * The longest pause between two statements of a transaction, which is normally milliseconds. A paused process, such as a
 * virtual machine during migration, holds its locks, and with the lock of a checkpoint or a ledger head it blocks all
 * replicas. Code that pauses longer on purpose overrides this (`rebuild` of a consumer).
 */
const MAX_PAUSE_MS = 5_000;
/** Longer than any statement: a peer that is silent for this long is gone. */
const MAX_SILENCE_MS = 40_000;

/** How often PostgreSQL checks during a statement whether its client is still connected. */
const CHECK_CLIENT_EVERY_MS = 500;

/** Driver timeouts for a service: a lost server must cause an error, not a call that hangs. */
export function serviceTimeouts() {
  return {
    connectionTimeoutMillis: 3_000,
    statement_timeout: MAX_STATEMENT_MS,
    idle_in_transaction_session_timeout: MAX_PAUSE_MS,
    options: `-c client_connection_check_interval=${CHECK_CLIENT_EVERY_MS}`,
    keepAlive: true,
    stream: () => socketWithTimeout(MAX_SILENCE_MS),
  };
}

/** How long after the last word of a server the system begins to ask whether it is still there. */
const ASK_AFTER_MS = 10_000;

/**
 * Driver timeouts for one long transaction, whose statements may run for minutes: during these, no byte comes. A server
 * that vanished is noticed by TCP alone, after minutes as well.
 */
export function longWorkTimeouts() {
  const { connectionTimeoutMillis, options } = serviceTimeouts();
  return { connectionTimeoutMillis, options, keepAlive: true, keepAliveInitialDelayMillis: ASK_AFTER_MS };
}

/**
 * Driver timeouts for a migration, which may build an index for hours. If row policies also apply to the owner of a table,
 * a statement that would see only some of the rows fails instead of changing only those.
 */
export function migrationTimeouts() {
  return { connectionTimeoutMillis: 3_000, options: '-c row_security=off', keepAlive: true };
}

/**
 * A socket that closes after a time without any traffic. Connections to a server that vanished would otherwise stay in
 * the pool for the quarter of an hour that TCP keeps retransmitting.
 */
export function socketWithTimeout(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => {
    socket.destroy(Object.assign(new Error('the database fell silent'), { code: 'ETIMEDOUT' }));
  });
  return socket;
}
