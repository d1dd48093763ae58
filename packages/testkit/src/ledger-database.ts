import { defineMigration, migrate, openDatabase, type Database } from '@safe-community/database';
import { LEDGER_MIGRATIONS, LEDGER_RIGHTS, LEDGER_TABLES } from '@safe-community/ledger';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A database that has only a ledger, for a test that stands for another service. */
export function createLedgerDatabase(): Promise<TestDatabase> {
  return createTestDatabase({
    service: 'ledger-only',
    migrate: async (url) => {
      const database = openLedger(url);
      await migrate(database);
      await database.close();
    },
  });
}

export function openLedger(url: string): Database {
  return openDatabase({
    url,
    entities: [],
    migrations: [defineMigration('2026-11-24-ledger', LEDGER_TABLES), ...LEDGER_MIGRATIONS],
    rights: LEDGER_RIGHTS,
  });
}
