import type { Database } from './open.ts';
import type { Step } from './prepared.ts';
import { ImplicitTransaction, type FailedStep, type Rows } from './implicit-transaction.ts';

export interface InOneGoOptions {
  /**
   * Called when all steps have been sent and before the commit is; if it throws, nothing is committed. It costs a
   * second message to the server; for crash points.
   */
  readonly beforeCommit?: (() => void) | undefined;
  /** Called with the step that failed, before the rejection. */
  readonly onFailure?: (failed: FailedStep) => void;
}

/**
 * Runs a transaction in one round trip: all steps go to the server together, with one Sync at the end, which makes them
 * one implicit transaction. PostgreSQL executes them in their order; if one fails, it skips the following ones and
 * commits nothing. Resolves to the rows of each step after the commit. Rejects with the error of the step that failed.
 */
export async function inOneGo(
  database: Database,
  steps: readonly Step[],
  options: InOneGoOptions = {},
): Promise<Rows[]> {
  const pool = await database.em.getConnection().getNativeClient();
  const client = await pool.connect();
  const transaction = new ImplicitTransaction(client, steps, options.beforeCommit);
  try {
    client.query(transaction);
    return await transaction.committed;
  } catch (error) {
    if (transaction.failed !== undefined) options.onFailure?.(transaction.failed);
    throw error;
  } finally {
    // PostgreSQL rolls back when a connection is closed in the middle of a transaction.
    client.release(transaction.isOpen);
  }
}
