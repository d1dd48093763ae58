import { MikroORM } from '@mikro-orm/postgresql';
import type { MigrationObject } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { parse } from 'pg-connection-string';
import { MIGRATION_TABLE } from './migration-table.ts';
import { migrationPatience, servicePatience } from './timeouts.ts';
import type { Rights } from './rights.ts';
import { keepSteady } from './steady-pool.ts';

/** What a service says to open its own database. */
export interface DatabaseOptions {
  /** postgres://user:password@host:port/database, with `?sslmode=verify-full&sslrootcert=<file>` for TLS. */
  readonly url: string;
  /** The service's entities (`defineEntity`). */
  readonly entities: NonNullable<Parameters<typeof MikroORM.init>[0]['entities']>;
  /** All migrations of the service, oldest first. */
  readonly migrations: readonly MigrationObject[];
  /** What its statements do with each table, and what others see of it. Default: nothing is declared. */
  readonly rights?: Rights;
  /** Most connections at once. Default 10. */
  readonly poolSize?: number;
}

export type Database = MikroORM & { readonly rights: Rights };

/**
 * Opens the database without connecting: the first query connects, so that a
 * service starts while PostgreSQL is still away and says so in its readiness.
 */
export function openDatabase(options: DatabaseOptions): Database {
  return open(options, servicePatience());
}

/** Opens the same database once more for a migration: without limits of time, and without entities. */
export function openForMigration(database: Database): Database {
  const { migrationsList = [] } = database.config.get('migrations');
  return open(
    {
      url: database.config.get('clientUrl') ?? '',
      entities: [],
      migrations: migrationsList as MigrationObject[],
      rights: database.rights,
      poolSize: 3,
    },
    migrationPatience(),
  );
}

function open(options: DatabaseOptions, patience: object): Database {
  const orm = new MikroORM({
    clientUrl: options.url,
    entities: [...options.entities],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: { ...patience, ...encryptionOf(options.url), onPoolCreated: keepSteady },
    extensions: [Migrator],
    migrations: {
      migrationsList: [...options.migrations],
      snapshot: false,
      tableName: MIGRATION_TABLE,
    },
    // A query log would carry parameters, and those personal data.
    debug: false,
    logger: () => undefined,
  });
  return Object.assign(orm, { rights: options.rights ?? {} });
}

/**
 * What the URL says of TLS (`sslmode`, `sslrootcert`). MikroORM takes host, user and database from it and passes over
 * the rest: it would talk in the clear, and tell nobody. Any `sslmode` but `disable` means `verify-full` here.
 * @throws {Error} when a file that it names cannot be read.
 */
function encryptionOf(url: string): object {
  const { ssl } = parse(url);
  return ssl === undefined ? {} : { ssl };
}
