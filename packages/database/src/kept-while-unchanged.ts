import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { readPrepared } from './read-prepared.ts';

/**
 * Equal texts mean the same committed transactions: transaction ids only grow, and a running transaction is listed
 * until it ends.
 */
const SNAPSHOT = prepared('select pg_current_snapshot()::text as snapshot');

/**
 * Transaction ids may repeat on a restored server or after a failover: no value is cached for as long as that takes.
 */
const MAX_MS = 5_000;

/**
 * Caches a value for as long as no transaction commits on the server, which one small statement per call checks. For
 * what is read much more often than it changes.
 *
 * @param read returns the same value as long as the database does not change.
 */
export function keptWhileUnchanged<Value>(
  database: Database,
  read: () => Promise<Value>,
  now: () => number = () => performance.now(),
): () => Promise<Value> {
  let kept: { readonly snapshot: string; readonly at: number; readonly value: Value } | undefined;
  return async () => {
    const at = now();
    const [row] = await readPrepared<{ snapshot: string }>(database, SNAPSHOT);
    if (row === undefined) throw new Error('a query without a from clause gives one row');
    // The value may be newer than the snapshot, never older; if it is newer, the next snapshot differs as well.
    if (kept === undefined || kept.snapshot !== row.snapshot || at - kept.at > MAX_MS) {
      kept = { ...row, at, value: await read() };
    }
    return kept.value;
  };
}
