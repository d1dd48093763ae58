import { migrate, rows } from '@safe-community/database';
import { isAlive, isServing } from '@safe-community/grpc-kit';
import { createLogger, type Logger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  demoClientCredentials,
  startProxy,
  startTestNats,
  testServiceConfig,
  type Proxy,
  type TestDatabase,
  type TestNats,
} from '@safe-community/testkit';
import { onTestFinished } from 'vitest';
import type { ServiceConfig } from '../src/index.ts';
import { openSmallDatabase, startSmall, type SmallService } from './small-service.ts';

export type SmallOptions = NonNullable<Parameters<typeof startSmall>[2]>;

export interface Started {
  readonly service: SmallService;
  readonly messages: () => unknown[];
  readonly lines: () => Record<string, unknown>[];
  readonly isReady: () => Promise<boolean>;
  readonly isAlive: () => Promise<boolean>;
}

/** A broker and an empty database of one test, and services on them that run until it ends. */
export interface Ground {
  readonly nats: TestNats;
  readonly database: TestDatabase;
  readonly start: (more?: Partial<ServiceConfig>, options?: SmallOptions) => Promise<Started>;
  /** Brings the database up to date. */
  readonly migrated: () => Promise<void>;
  /** The database over a network that the test can break. */
  readonly throughProxy: () => Promise<{ proxy: Proxy; url: string }>;
  end(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const [nats, database] = await Promise.all([startTestNats({ tls: true }), createTestDatabase()]);
  const { url: databaseUrl, ownerUrl } = database;
  return {
    nats,
    database,
    start: (more = {}, options = {}) => start(nats, { databaseUrl, ...more }, options),
    migrated: () => migrateSmall(ownerUrl),
    throughProxy: () => throughProxy(databaseUrl),
    async end() {
      await nats.stop();
      await database.drop();
    },
  };
}

async function start(
  nats: TestNats,
  more: Partial<ServiceConfig> & { readonly databaseUrl: string },
  options: SmallOptions,
): Promise<Started> {
  const { logger, lines } = capturedLog();
  const { databaseUrl } = more;
  const config = { ...testServiceConfig({ identity: 'incident-intake', databaseUrl, nats }), ...more };
  const service = await startSmall(config, logger, options);
  onTestFinished(() => service.stop());
  const address = `localhost:${service.port}`;
  return {
    service,
    lines,
    messages: () => lines().map(({ message }) => message),
    isReady: () => isServing(address, demoClientCredentials()),
    isAlive: () => isAlive(address, demoClientCredentials()),
  };
}

/** Another migrated database, for a service that consumes the first one. */
export async function anotherDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await migrateSmall(database.ownerUrl);
  return database;
}

/** One statement as a superuser. */
export async function administer(
  { adminUrl }: TestDatabase,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const database = openSmallDatabase(adminUrl);
  try {
    return await rows(database.em.fork(), statement, values);
  } finally {
    await database.close();
  }
}

async function migrateSmall(url: string): Promise<void> {
  const database = openSmallDatabase(url);
  await migrate(database, 'demonstration');
  await database.close();
}

function capturedLog(): { logger: Logger; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    logger: createLogger({ service: 'test', level: 'info', destination }),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

async function throughProxy(databaseUrl: string): Promise<{ proxy: Proxy; url: string }> {
  const target = new URL(databaseUrl);
  const proxy = await startProxy(Number(target.port));
  target.port = String(proxy.port);
  onTestFinished(() => proxy.close());
  return { proxy, url: target.toString() };
}
