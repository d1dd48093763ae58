import { IsolationLevel } from '@mikro-orm/postgresql';
import type { Database } from './open.ts';
import type { EntityManager } from './rows.ts';

/**
 * Reads that belong to one answer: all of them see the database as the first one does, so what another transaction commits
 * between two of them is in none. It takes two more messages to the server: a single statement does without.
 */
export function inSnapshot<Found>({ em }: Database, read: (tx: EntityManager) => Promise<Found>): Promise<Found> {
  return em.fork().transactional(read, { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
}
