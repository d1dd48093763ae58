import { MikroORM } from '@mikro-orm/postgresql';
import type { MigrationObject } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { parse } from 'pg-connection-string';
import { requireColumnRights } from './column-rights.ts';
import { MIGRATION_TABLE } from './migration-table.ts';
import { longWorkTimeouts, migrationTimeouts, serviceTimeouts } from './timeouts.ts';
import type { Rights } from './rights.ts';
import { keepSteady } from './steady-pool.ts';

/** How a service opens its database. */
export interface DatabaseOptions {
  /** postgres://user:password@host:port/database, with `?sslmode=verify-full&sslrootcert=<file>` for TLS. */
  readonly url: string;
  /** The service's entities (`defineEntity`). */
  readonly entities: NonNullable<Parameters<typeof MikroORM.init>[0]['entities']>;
  /** All migrations of the service, oldest first. */
  readonly migrations: readonly MigrationObject[];
  /** What the service may do with each table, and what readers may see. Default: nothing. */
  readonly rights?: Rights;
  /** The maximum number of connections. Default: 10. */
  readonly poolSize?: number;
}

export type Database = MikroORM & { readonly rights: Rights };

/**
 * Opens the database without connecting: the first query connects, so that a service can start while PostgreSQL is down
 * and report that in its readiness.
 *
 * Throws if the rights of a table do not mention a nullable column of its entity.
 */
export function openDatabase(options: DatabaseOptions): Database {
  return open(options, serviceTimeouts());
}

/** Opens the same database for one long transaction with the rights of the service: with one connection, and no entities. */
export function openForLongWork({ config, rights }: Database): Database {
  return open(
    { url: config.get('clientUrl') ?? '', entities: [], migrations: [], rights, poolSize: 1 },
    longWorkTimeouts(),
  );
}

/** Opens the same database for a migration: without timeouts, and without entities. */
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
    migrationTimeouts(),
  );
}

function open(options: DatabaseOptions, timeouts: object): Database {
  const orm = new MikroORM({
    clientUrl: options.url,
    entities: [...options.entities],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: { ...timeouts, ...encryptionOf(options.url), onPoolCreated: keepSteady },
    extensions: [Migrator],
    migrations: {
      migrationsList: [...options.migrations],
      snapshot: false,
      tableName: MIGRATION_TABLE,
    },
    // A query log would contain parameters, and these contain personal data.
    debug: false,
    logger: () => undefined,
  });
  const { rights = {} } = options;
  requireColumnRights(orm.getMetadata(), rights);
  return Object.assign(orm, { rights });
}

/**
 * The TLS parameters of the URL (`sslmode`, `sslrootcert`). MikroORM ignores them and would silently connect without TLS.
 * Any `sslmode` except for `disable` means `verify-full` here.
 * @throws {Error} if a file in the URL cannot be read.
 */
function encryptionOf(url: string): object {
  const { ssl } = parse(url);
  return ssl === undefined ? {} : { ssl };
}
