import type { Domain, NewEvent } from '@safe-community/events';
import { appendEvents, createWakeup, recorded } from '@safe-community/ledger';
import { startService, type RunningService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import { testServiceConfig, type TestNats } from '@safe-community/testkit';
import { createLedgerDatabase, openLedger } from '@safe-community/testkit/ledger';

/** A service that has only a ledger. It publishes and serves the ledger as all services do. */
export interface RunningProducer {
  readonly address: string;
  /** Commits events; resolves with the position of the last one. */
  emit(events: readonly NewEvent[], options?: { readonly synthetic?: boolean }): Promise<bigint>;
  stop(): Promise<void>;
}

const IDENTITIES = {
  officers: 'officer-registry',
  incidents: 'incident-intake',
  cameras: 'camera-rollout',
} as const satisfies Partial<Record<Domain, string>>;

export type Producer = keyof typeof IDENTITIES;

export async function runProducer(domain: Producer, nats: TestNats): Promise<RunningProducer> {
  const own = await createLedgerDatabase();
  const [database, wakeup] = [openLedger(own.url), createWakeup()];
  const identity = IDENTITIES[domain];
  const logger = createLogger({ service: identity, level: 'silent' });
  const running: RunningService = await startService(
    { name: identity, domain, database: openLedger(own.url), wakeup, services: [], consumes: [], logger },
    testServiceConfig({ identity, databaseUrl: own.url, nats }),
  );
  return {
    address: `localhost:${running.port}`,
    async emit(events, { synthetic = false } = {}) {
      const appended = await database.em.fork().transactional((em) =>
        appendEvents(
          em,
          events.map((event) => ({ ...recorded(event), synthetic })),
        ),
      );
      wakeup.committed(appended);
      return appended === undefined ? 0n : appended.first + BigInt(events.length) - 1n;
    },
    async stop() {
      await running.stop();
      await database.close();
      await own.drop();
    },
  };
}
