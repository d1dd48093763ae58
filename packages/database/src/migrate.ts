import { Migration } from '@mikro-orm/migrations';
import type { MigrationObject } from '@mikro-orm/core';
import type { Database } from './open.ts';
import { rows } from './rows.ts';

// Any number will do, as long as all replicas of all versions use the same one.
const MIGRATION_LOCK = 4_801_264;

/** A migration as plain SQL statements, run in one transaction. Never edited once released. */
export function defineMigration(name: string, statements: readonly string[]): MigrationObject {
  return {
    name,
    class: class extends Migration {
      override up(): void {
        for (const statement of statements) this.addSql(statement);
      }
    },
  };
}

/**
 * Brings the schema up to date and returns the names of the migrations that ran.
 * Several runs at once wait for each other; a run that was killed is simply repeated.
 */
export async function migrate(database: Database): Promise<string[]> {
  return database.em.fork().transactional(async (em) => {
    await rows(em, 'select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    // The lock lives in this transaction; the migrator works on connections of its own.
    const done = await database.migrator.up();
    return done.map((migration) => migration.name);
  });
}

/** Names of migrations that this code knows and the database has not seen. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const pending = await database.migrator.getPending();
  return pending.map((migration) => migration.name);
}
