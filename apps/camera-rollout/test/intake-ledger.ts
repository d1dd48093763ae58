import type { NewEvent } from '@safe-community/events';
import { appendEvents, createWakeup, recorded } from '@safe-community/ledger';
import { startService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import { testServiceConfig, type TestNats } from '@safe-community/testkit';
import { createLedgerDatabase, openLedger } from '@safe-community/testkit/ledger';

/** Incident intake as the camera rollout sees it: a ledger whose relay publishes to the broker. */
export interface IntakeLedger {
  readonly address: string;
  emit(events: readonly NewEvent[]): Promise<void>;
  stop(): Promise<void>;
}

export async function intakeLedger(nats: TestNats): Promise<IntakeLedger> {
  const own = await createLedgerDatabase();
  const database = openLedger(own.url);
  const wakeup = createWakeup();
  const running = await startService(
    {
      name: 'incident-intake',
      domain: 'incidents',
      database,
      wakeup,
      services: [],
      consumes: [],
      logger: createLogger({ service: 'incident-intake', level: 'silent' }),
    },
    testServiceConfig({ identity: 'incident-intake', databaseUrl: own.url, nats }),
  );
  return {
    address: `localhost:${running.port}`,
    async emit(events) {
      wakeup.committed(
        await database.em.fork().transactional((em) =>
          appendEvents(
            em,
            events.map((event) => recorded(event)),
          ),
        ),
      );
    },
    async stop() {
      await running.stop();
      await own.drop();
    },
  };
}
