import { migrate, rows, type Database } from '@safe-community/database';
import type { RunningService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import { allScopes, type Caller } from '@safe-community/grpc-kit';
import {
  callerWithRoles,
  createTestDatabase,
  eventually,
  serviceLog,
  startDatabaseProxy,
  startTestNats,
  testFolder,
  testServiceConfig,
  type DatabaseProxy,
  type TestNats,
} from '@safe-community/testkit';
import { createKeyFile, loadKeyring, type Keyring } from '@safe-community/security/encryption';
import { openRegistryDatabase, start, type Overrides } from '../src/service.ts';
import { registryClient, VINNYTSKA_OBLAST, type RegistryClient } from './registry-client.ts';

/** The real service in this process: real PostgreSQL, real NATS, mutual TLS. */
export interface RunningRegistry {
  readonly port: number;
  readonly client: RegistryClient;
  /** A known caller without a scope. */
  readonly unprivileged: RegistryClient;
  /** Folder of its keys. */
  readonly keysDir: string;
  /** Decrypts the encrypted columns. */
  readonly keyring: Keyring;
  /** Its database, with its own rights, for the jobs that a test runs. */
  readonly database: Database;
  /** Every line that the service logged. */
  readonly log: readonly string[];
  /** Rows of the service's own database. */
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Rows of all tables of its modules, its events and its idempotency keys together, without those of the job below. */
  rowCount(): Promise<number>;
  /** Starts another replica over the same database and connects to it. */
  startReplica(): Promise<RegistryClient>;
  stop(): Promise<void>;
}

/** With a connection between service and database that a test can break. */
export interface RegistryOnLine extends RunningRegistry {
  readonly line: DatabaseProxy;
}

/** Nobody listens there: incident intake is away. */
const NOBODY = '127.0.0.1:1';

/** @param callers added to the registered ones, by the name of their certificate. */
export function runRegistry(
  overrides: Overrides = {},
  callers: readonly Caller[] = [],
  incidentIntake = NOBODY,
  broker?: TestNats,
): Promise<RunningRegistry> {
  return run(overrides, callers, incidentIntake, broker);
}

export async function runRegistryOnLine(): Promise<RegistryOnLine> {
  const line = await startDatabaseProxy();
  const registry = await run({}, [], NOBODY, undefined, line);
  return {
    ...registry,
    line,
    async stop() {
      await registry.stop();
      await line.close();
    },
  };
}

async function run(
  overrides: Overrides,
  callers: readonly Caller[],
  incidentIntake: string,
  broker?: TestNats,
  line?: DatabaseProxy,
): Promise<RunningRegistry> {
  const [testDatabase, nats] = await Promise.all([
    createTestDatabase({ service: 'officer-registry', migrate: migrateRegistry }),
    broker ?? startTestNats(),
  ]);
  const keysDir = testFolder('keys');
  createKeyFile(keysDir, 'first');
  const usual = serviceConfig(line?.through(testDatabase.url) ?? testDatabase.url, nats);
  const known = new Map([...usual.callers, ...callers.map((caller) => [caller.name, caller] as const)]);
  const config = {
    service: { ...usual, callers: known },
    keysDir,
    incidentIntake,
  };
  const { lines: log, destination } = serviceLog('officer-registry');
  const services: RunningService[] = [];
  const clients: RegistryClient[] = [];
  const connect = (port: number, identity?: 'client' | 'nats'): RegistryClient => {
    const client = registryClient(port, identity);
    clients.push(client);
    return client;
  };
  const startOne = async (): Promise<number> => {
    const logger = createLogger({ service: 'officer-registry', level: 'debug', destination });
    const service = await start(config, logger, overrides);
    services.push(service);
    await eventually(() => connect(service.port).getCoverage());
    return service.port;
  };
  const port = await startOne();
  const database = openRegistryDatabase(testDatabase.url);
  const administered = openRegistryDatabase(testDatabase.adminUrl);
  const sql: RunningRegistry['sql'] = (statement, values = []) => rows(administered.em.fork(), statement, values);
  return {
    port,
    client: connect(port),
    unprivileged: connect(port, 'nats'),
    keysDir,
    keyring: loadKeyring(keysDir),
    database,
    log,
    sql,
    async rowCount() {
      const found = await sql(`select tablename from pg_tables where schemaname = 'public'`);
      const tables = found.map((row) => String(row['tablename'])).filter((table) => !NOT_OF_CALLERS.test(table));
      const counts = tables.map((table) =>
        table === 'ledger_event'
          ? `(select count(*) from ledger_event where ${WITHOUT_GUARANTEE})`
          : `(select count(*) from ${table})`,
      );
      const [sum] = await sql(`select ${counts.join(' + ')} as count`);
      return Number(sum?.['count']);
    },
    startReplica: async () => connect(await startOne()),
    async stop() {
      for (const client of clients) client.close();
      await Promise.all(services.map((service) => service.stop()));
      await database.close();
      await administered.close();
      if (broker === undefined) await nats.stop();
      await testDatabase.drop();
    },
  };
}

/** The caller `statistics` holds every scope, in its own oblast. */
function serviceConfig(databaseUrl: string, nats: TestNats) {
  const config = testServiceConfig({ identity: 'officer-registry', databaseUrl, nats });
  const callers = new Map(config.callers);
  const grant = {
    scopes: new Set(allScopes()),
    territory: 'own',
    categories: 'all',
    purposes: new Set<string>(),
  } as const;
  const role = { name: 'test', grants: [grant] };
  callers.set('statistics', { ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSKA_OBLAST]) });
  return { ...config, callers };
}

/** A job publishes who has an officer soon after that has changed, at any moment of a test. */
export const WITHOUT_GUARANTEE = `type not like '%guarantee-measured'`;

/** Tables that change without a write of a caller: the kit's own, except for events and idempotency keys, and of a job. */
const NOT_OF_CALLERS =
  /^(audit_.*|ledger_(?!event$).*|keyring_holder|schema_migration.*|guarantee_measured|report_counted|report_count)$/;

/** Migrates an empty database as the service's own migration run does. */
export async function migrateRegistry(url: string): Promise<void> {
  const database = openRegistryDatabase(url);
  await migrate(database, 'demonstration');
  await database.close();
}
