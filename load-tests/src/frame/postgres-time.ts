import { childrenOf, spentOf, titleOf } from './proc.ts';

/** Cumulative processor time of a PostgreSQL, ms. */
export interface PostgresTime {
  /** Of the sessions of the selected databases, and of the background processes (WAL writer, checkpointer). */
  readonly ofDatabase: number;
  /** Of the sessions of other databases. */
  readonly ofOthers: number;
}

/**
 * Reads the processor time of a whole PostgreSQL server. The postmaster has one sum for all ended sessions: the last
 * seen value of a session stays with its database, and the unseen rest counts for the selected one.
 * @param isOther tests the process title of a session: "postgres: safe-community: statistics_service statistics
 * 127.0.0.1(40262) idle".
 */
export function postgresClock(postmaster: number, isOther: (title: string) => boolean): () => PostgresTime {
  const seen = new Map<number, { readonly other: boolean; readonly ms: number }>();
  let endedOthers = 0;
  return () => {
    const alive = new Set(childrenOf(postmaster));
    for (const [pid, { other, ms }] of seen) {
      if (alive.has(pid)) continue;
      if (other) endedOthers += ms;
      seen.delete(pid);
    }
    for (const pid of alive) {
      const title = titleOf(pid);
      // A session that just ended has no title; one that just started does not name its database yet.
      const other = title === '' ? seen.get(pid)?.other === true : isOther(title);
      seen.set(pid, { other, ms: spentOf(pid).ownMs });
    }
    const { ownMs, endedChildrenMs } = spentOf(postmaster);
    const living = [...seen.values()];
    const all = ownMs + endedChildrenMs + sum(living.map(({ ms }) => ms));
    const ofOthers = endedOthers + sum(living.map(({ other, ms }) => (other ? ms : 0)));
    return { ofDatabase: all - ofOthers, ofOthers };
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
