import { escapeIdentifier, rows, tablesRebuiltFrom, type Database } from '@safe-community/database';
import { createTestDatabase } from '@safe-community/testkit';
import { openStatisticsDatabase } from '../src/service.ts';
import type { Producer } from './running-producer.ts';
import { migrateStatistics } from './running-statistics.ts';

export interface OwnDatabase {
  /** With the rights of the service. */
  readonly database: Database;
  drop(): Promise<void>;
}

/** A migrated database of statistics for tests of its tables without the service. */
export async function ownDatabase(): Promise<OwnDatabase> {
  const own = await createTestDatabase({ service: 'statistics', migrate: migrateStatistics });
  const database = openStatisticsDatabase(own.url);
  return {
    database,
    async drop() {
      await database.close();
      await own.drop();
    },
  };
}

/** Deletes everything that the events of a producer have done. */
export async function forgetEffects(database: Database, producer: Producer): Promise<void> {
  const em = database.em.fork();
  for (const table of tablesRebuiltFrom(database.rights, producer))
    await rows(em, `delete from ${escapeIdentifier(table)}`);
}
