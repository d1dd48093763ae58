import type { NewEvent } from '@safe-community/events';
import { appendEvents, createWakeup, recorded } from '@safe-community/ledger';
import { startService, type RunningService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import { testServiceConfig, type TestNats } from '@safe-community/testkit';
import { createLedgerDatabase, openLedger } from '@safe-community/testkit/ledger';

/** Incident intake as the registry sees it: a ledger whose relay publishes to the broker. */
export interface IntakeLedger {
  start(): Promise<void>;
  /** Commits events, also while the service is stopped. */
  emit(events: readonly NewEvent[], options?: { readonly synthetic?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

/** @param port where it listens once it is started. */
export async function intakeLedger(nats: TestNats, port: number): Promise<IntakeLedger> {
  const own = await createLedgerDatabase();
  const database = openLedger(own.url);
  const wakeup = createWakeup();
  const logger = createLogger({ service: 'incident-intake', level: 'silent' });
  let running: RunningService | undefined;
  return {
    async start() {
      running = await startService(
        {
          name: 'incident-intake',
          domain: 'incidents',
          database: openLedger(own.url),
          wakeup,
          services: [],
          consumes: [],
          logger,
        },
        { ...testServiceConfig({ identity: 'incident-intake', databaseUrl: own.url, nats }), port },
      );
    },
    async emit(events, { synthetic = false } = {}) {
      const appended = await database.em.fork().transactional((em) =>
        appendEvents(
          em,
          events.map((event) => ({ ...recorded(event), synthetic })),
        ),
      );
      wakeup.committed(appended);
    },
    async stop() {
      await running?.stop();
      await database.close();
      await own.drop();
    },
  };
}
