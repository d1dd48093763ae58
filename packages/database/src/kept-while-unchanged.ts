import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { readPrepared } from './read-prepared.ts';

/**
 * For two equal texts the same transactions are committed: numbers of transactions only grow, and one that was under
 * way is listed until it has ended.
 */
const SNAPSHOT = prepared('select pg_current_snapshot()::text as snapshot');

/** Numbers are given anew by a server that was restored, or that has taken over: nothing is kept across such a time. */
const LONGEST_MS = 5_000;

/**
 * Keeps what was read for as long as nobody commits anything on the server: then to ask when that was last, which costs
 * one small statement, is as good as to read it again. For what is read much more often than it changes.
 *
 * @param read must give the same as long as the database is the same.
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
    // What is read next may be newer than the snapshot, never older: then the next snapshot is another one as well.
    if (kept === undefined || kept.snapshot !== row.snapshot || at - kept.at > LONGEST_MS) {
      kept = { ...row, at, value: await read() };
    }
    return kept.value;
  };
}
