import { rows, type Database, type EntityManager } from '@safe-community/database';
import { expect } from 'vitest';

/** A statement that takes due rows with `skip locked`. */
export interface DueRows {
  readonly database: Database;
  /** The ids of all due rows: two or more. */
  readonly due: readonly string[];
  /** Takes at most so many due rows, and resolves to their ids. A statement without a limit takes all. */
  readonly take: (tx: EntityManager, most: number) => Promise<readonly string[]>;
}

/**
 * Two replicas take due rows at the same time, in two open transactions. The second one must get the rows that the first
 * one has left, without waiting for it. Both are rolled back: the rows are still due afterwards.
 */
export async function expectSkipsLocked({ database, due, take }: DueRows): Promise<void> {
  const [one, other] = [database.em.fork(), database.em.fork()];
  await one.begin();
  await other.begin();
  try {
    const first = await take(one, due.length - 1);
    expect(first.length, 'rows that the first transaction takes').toBeGreaterThanOrEqual(due.length - 1);
    // A statement that waits for the first transaction fails instead of hanging.
    await rows(other, `set local lock_timeout = '2s'`);
    const second = await take(other, due.length);
    expect([...first, ...second].toSorted(), 'rows that both take, each once').toEqual(due.toSorted());
  } finally {
    await one.rollback();
    await other.rollback();
  }
}
