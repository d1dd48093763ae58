import { DatabaseBusy, DATABASE_BUSY } from './pool-queue.ts';

/** PostgreSQL error classes that say "not now" rather than "never". */
const TRANSIENT_CLASSES = new Set([
  '08', // connection exception
  '40', // serialization failure, deadlock
  '53', // out of connections, memory, disk
  '55', // lock not available
  '57', // shut down, cancelled by an operator
  '58', // input or output error
]);

const TRANSIENT_CODES = new Set([
  DATABASE_BUSY,
  '25P03', // cut off after a long pause within a transaction
  '25006', // read only: a replica that is about to become the primary
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const TRANSIENT_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
];

/** Whether the same statement may succeed later, because the database is down or busy. */
export function isTransient(error: unknown): boolean {
  for (const cause of causesOf(error)) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (TRANSIENT_CODES.has(code)) return true;
    if (code.length === 5 && TRANSIENT_CLASSES.has(code.slice(0, 2))) return true;
    const { message } = cause;
    if (TRANSIENT_MESSAGES.some((text) => message.includes(text))) return true;
  }
  return false;
}

/** Whether the disk of the database is full, so that somebody must free space. Such an error is also transient. */
export function isOutOfRoom(error: unknown): boolean {
  return causesOf(error).some((cause) => 'code' in cause && cause.code === DISK_FULL);
}

const DISK_FULL = '53100';

/** For a call that was rejected because of the queue for connections: how long it would have waited, in milliseconds. */
export function busyForMs(error: unknown): number | undefined {
  return causesOf(error).find((cause) => cause instanceof DatabaseBusy)?.waitMs;
}

/** An error with all its causes. */
function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

/**
 * Whether the statement does not fit the schema or the rights at all: the migration has
 * not run yet, or not as it should. Nothing is wrong with the data.
 */
export function isSchemaFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^42\w{3}$/.test(error.code);
}

/** Name of the unique constraint that a statement broke, if that is what happened. */
export function brokenUniqueConstraint(error: unknown): string | undefined {
  return brokenConstraint(error, '23505');
}

/** The same for an exclusion constraint. */
export function brokenExclusionConstraint(error: unknown): string | undefined {
  return brokenConstraint(error, '23P01');
}

function brokenConstraint(error: unknown, code: string): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== code) return undefined;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
}

/** Whether a statement divided by zero, which is how some of ours fail when a row is not as they expect. */
export function isDivisionByZero(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '22012';
}
