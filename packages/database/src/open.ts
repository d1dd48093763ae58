import { MikroORM } from '@mikro-orm/postgresql';
import type { MigrationObject } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';

/** What a service says to open its own database. */
export interface DatabaseOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** The service's entities (`defineEntity`). */
  readonly entities: NonNullable<Parameters<typeof MikroORM.init>[0]['entities']>;
  /** All migrations of the service, oldest first. */
  readonly migrations: readonly MigrationObject[];
  /** Most connections at once. Default 10. */
  readonly poolSize?: number;
}

export type Database = MikroORM;

/**
 * Opens the database without connecting: the first query connects, so that a
 * service starts while PostgreSQL is still away and says so in its readiness.
 */
export function openDatabase(options: DatabaseOptions): Database {
  return new MikroORM({
    clientUrl: options.url,
    entities: [...options.entities],
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: {
      // A lost server must show as an error within seconds, not as a hanging call.
      connectionTimeoutMillis: 3_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
    },
    extensions: [Migrator],
    migrations: {
      migrationsList: [...options.migrations],
      snapshot: false,
      tableName: 'schema_migration',
    },
    // A query log would carry parameters, and those personal data.
    debug: false,
    logger: () => undefined,
  });
}
