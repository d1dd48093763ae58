import { migrate, openDatabase, type Database } from '@safe-community/database';
import type { Domain, NewEvent } from '@safe-community/events';
import {
  appendEvents,
  createWakeup,
  LEDGER_MIGRATIONS,
  LEDGER_RIGHTS,
  recorded,
  type Wakeup,
} from '@safe-community/ledger';
import type { PkiName } from '@safe-community/local-stack';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import type { TestNats } from './test-nats.ts';
import { testServiceConfig } from './test-service-config.ts';

/** A database that has only a ledger, for a test that stands for another service. */
export function createLedgerDatabase(): Promise<TestDatabase> {
  return createTestDatabase({
    service: 'ledger-only',
    migrate: async (url) => {
      const database = openLedger(url);
      await migrate(database, 'demonstration');
      await database.close();
    },
  });
}

export function openLedger(url: string): Database {
  return openDatabase({
    url,
    entities: [],
    migrations: LEDGER_MIGRATIONS,
    rights: LEDGER_RIGHTS,
  });
}

/** What a service needs that has only a ledger. */
interface LedgerParts {
  readonly name: string;
  readonly domain: Domain;
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly services: [];
  readonly consumes: [];
}

interface RunningLedger {
  readonly port: number;
  stop(): Promise<void>;
}

/** Another service as a consumer sees it: it publishes its ledger and serves it, as all services do. */
export interface LedgerService {
  /** Resolves with its address. */
  start(): Promise<string>;
  /** Commits events, also while the service is stopped; resolves with the position of the last one. */
  emit(events: readonly NewEvent[], options?: { readonly isTest?: boolean }): Promise<bigint>;
  stop(): Promise<void>;
}

interface LedgerServiceOptions {
  readonly identity: PkiName;
  readonly domain: Domain;
  readonly nats: TestNats;
  /** Where it listens; default: any free port. */
  readonly port?: number;
  /** `startService` of service-kit, whose own tests use this package. */
  readonly start: (parts: LedgerParts, config: TestServiceConfig) => Promise<RunningLedger>;
}

type TestServiceConfig = ReturnType<typeof testServiceConfig>;

export async function ledgerService(options: LedgerServiceOptions): Promise<LedgerService> {
  const { identity, domain, nats, start } = options;
  const own = await createLedgerDatabase();
  const database = openLedger(own.url);
  const wakeup = createWakeup();
  let running: RunningLedger | undefined;
  return {
    async start() {
      const usual = testServiceConfig({ identity, databaseUrl: own.url, nats });
      running = await start(
        { name: identity, domain, database: openLedger(own.url), wakeup, services: [], consumes: [] },
        { ...usual, port: options.port ?? usual.port },
      );
      return `localhost:${running.port}`;
    },
    async emit(events, { isTest = false } = {}) {
      const appended = await database.em.fork().transactional((em) =>
        appendEvents(
          em,
          events.map((event) => ({ ...recorded(event), isTest })),
        ),
      );
      wakeup.committed(appended);
      return appended === undefined ? 0n : appended.first + BigInt(events.length) - 1n;
    },
    async stop() {
      await running?.stop();
      await database.close();
      await own.drop();
    },
  };
}
