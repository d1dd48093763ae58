import { childrenOf, spentOf, titleOf } from './proc.ts';

/** Processor time of a PostgreSQL so far, ms. */
export interface PostgresTime {
  /** Of the sessions at the database that was asked for, and of what works for all: writer of the log, checkpoints. */
  readonly ofDatabase: number;
  /** Of the sessions at other databases. */
  readonly ofOthers: number;
}

/**
 * Reads what a whole PostgreSQL has spent. Sessions that have ended are kept by the postmaster in one sum: each is
 * remembered as it was last seen, so that it stays with its database; what nobody has seen counts for the one asked for.
 * @param isOther of the title of a session: "postgres: safe-community: statistics_service statistics 127.0.0.1(40262) idle".
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
      // One that has just ended has no title any more; one that has just begun says not yet whose it is.
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
