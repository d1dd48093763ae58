import { setTimeout as sleep } from 'node:timers/promises';
import { Migration } from '@mikro-orm/migrations';
import type { MigrationObject } from '@mikro-orm/core';
import { crashPoint } from '@safe-community/crash-points';
import { MIGRATION_TABLE, openForMigration, type Database } from './open.ts';
import { rows } from './rows.ts';

// Any number will do, as long as all replicas of all versions use the same one.
const MIGRATION_LOCK = 4_801_264;
const RETRY_MS = 100;

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
  const unhurried = openForMigration(database);
  try {
    return await unhurried.em.fork().transactional(async (em) => {
      while (!(await locked(em))) await sleep(RETRY_MS);
      // The lock lives in this transaction; the migrator works on connections of its own.
      const { migrator } = unhurried;
      migrator.on('migrated', () => crashPoint('migration.half-way'));
      const done = await migrator.up();
      return done.map((migration) => migration.name);
    });
  } finally {
    await unhurried.close();
  }
}

async function locked(em: Database['em']): Promise<boolean> {
  const [row] = await rows<{ locked: boolean }>(em, 'select pg_try_advisory_xact_lock($1) as locked', [MIGRATION_LOCK]);
  return row?.locked === true;
}

/** Names of migrations that this code knows and the database has not seen. Reads only: a service asks while it waits. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const em = database.em.fork();
  const known = (database.config.get('migrations').migrationsList ?? []).map(({ name }) => name);
  const [table] = await rows<{ exists: boolean }>(em, 'select to_regclass($1) is not null as exists', [
    MIGRATION_TABLE,
  ]);
  if (table?.exists !== true) return known;
  const done = await rows<{ name: string }>(em, `select name from ${MIGRATION_TABLE}`);
  const seen = new Set(done.map(({ name }) => name));
  return known.filter((name) => !seen.has(name));
}
