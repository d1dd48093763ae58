import { setTimeout as sleep } from 'node:timers/promises';
import { Migration } from '@mikro-orm/migrations';
import type { MigrationObject } from '@mikro-orm/core';
import type { Installation } from '@safe-community/domain-kit';
import { crashPoint } from './crash-points/index.ts';
import { grantRights } from './grant-rights.ts';
import { settleInstallation } from './installation.ts';
import { MIGRATION_TABLE } from './migration-table.ts';
import { openForMigration, type Database } from './open.ts';
import { findRoles, type Roles } from './roles.ts';
import { rows, type EntityManager } from './rows.ts';

// Any number, as long as all replicas of all versions use the same one.
const MIGRATION_LOCK = 4_801_264;
const RETRY_MS = 100;

// Migrations of all modules run in the order of their dates.
const NAME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(-[a-z0-9]+)+$/;

/** The message names the migration; the cause is the error of PostgreSQL. */
class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
  readonly messageIsLoggable = true;
}

const CREATED = /^\s*create table (\w+)(?! partition of)\b/i;

export interface DefinedMigration extends MigrationObject {
  /** The tables that it creates, without partitions, which have the rights of their parents. */
  readonly creates: readonly string[];
}

/**
 * A migration as plain SQL statements that run in one transaction. Never edit a released one.
 * @param name the date on which it was written, and its subject: "2026-11-24-routing".
 * @throws {Error} if the name does not begin with a date.
 */
export function defineMigration(name: string, statements: readonly string[]): DefinedMigration {
  if (!NAME.test(name)) throw new Error(`the name of a migration is YYYY-MM-DD-noun, not "${name}"`);
  return {
    name,
    creates: statements.flatMap((statement) => CREATED.exec(statement)?.[1] ?? []),
    class: class extends Migration {
      override up(): void {
        for (const statement of statements) this.addSql(statement);
      }
    },
  };
}

/**
 * Migrates the schema and grants the declared rights, as the owner of the database. Returns the names of the migrations
 * that ran. Concurrent runs wait for each other; a run that was killed can be repeated.
 *
 * A database with migrations that this code does not know belongs to a newer version and keeps its rights.
 * @param installation what the installation is; a database keeps what it was first migrated for.
 * @param roles the names of the roles, if they are not named after the owner.
 * @throws {MissingRole} before anything is changed.
 * @throws {OtherInstallation} before anything is changed.
 * @throws {MigrationFailed} if a statement of a migration fails.
 */
export async function migrate(
  database: Database,
  installation: Installation,
  roles: Partial<Roles> = {},
): Promise<string[]> {
  const unhurried = openForMigration(database);
  try {
    return await unhurried.em.fork().transactional(async (em) => {
      while (!(await locked(em))) await sleep(RETRY_MS);
      const found = await findRoles(em, roles);
      await settleInstallation(em, installation);
      // This transaction holds the lock; the migrator uses its own connections.
      const done = await runPending(unhurried);
      if (!(await isNewer(em, database))) await grantRights(em, database.rights, found);
      return done.map((migration) => migration.name);
    });
  } finally {
    await unhurried.close();
  }
}

async function runPending({ migrator }: Database) {
  let running: string | undefined;
  migrator.on('migrating', ({ name }) => {
    running = name;
  });
  migrator.on('migrated', () => {
    running = undefined;
    crashPoint('migration.half-way');
  });
  try {
    return await migrator.up();
  } catch (cause) {
    if (running === undefined) throw cause;
    throw new MigrationFailed(`the migration ${running} failed`, { cause });
  }
}

async function locked(em: EntityManager): Promise<boolean> {
  const [row] = await rows<{ locked: boolean }>(em, 'select pg_try_advisory_xact_lock($1) as locked', [MIGRATION_LOCK]);
  return row?.locked === true;
}

async function isNewer(em: EntityManager, database: Database): Promise<boolean> {
  const known = new Set(knownMigrations(database));
  return [...(await doneMigrations(em))].some((name) => !known.has(name));
}

/** Names of known migrations that have not run on this database. It only reads, so a waiting service can poll it. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const done = await doneMigrations(database.em.fork());
  return knownMigrations(database).filter((name) => !done.has(name));
}

function knownMigrations(database: Database): string[] {
  return (database.config.get('migrations').migrationsList ?? []).map(({ name }) => name);
}

async function doneMigrations(em: EntityManager): Promise<Set<string>> {
  const [table] = await rows<{ exists: boolean }>(em, 'select to_regclass($1) is not null as exists', [
    MIGRATION_TABLE,
  ]);
  if (table?.exists !== true) return new Set();
  const done = await rows<{ name: string }>(em, `select name from ${MIGRATION_TABLE}`);
  return new Set(done.map(({ name }) => name));
}
