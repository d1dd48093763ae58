import type { Client } from '@grpc/grpc-js';
import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { migrate, type Database } from '@safe-community/database';
import { openClient } from '@safe-community/grpc-kit';
import { createLogger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  demoClientCredentials,
  eventually,
  startTestNats,
  testFolder,
  testServiceConfig,
  type TestNats,
} from '@safe-community/testkit';
import { createKeyFile } from '@safe-community/vault';
import { ensureMonthPartitions } from '../src/outbound/postgres/month-partitions.ts';
import { openIntakeDatabase, start, type Overrides } from '../src/wire.ts';

/** The real service in this process: real PostgreSQL, real NATS, mutual TLS. */
export interface RunningIntake {
  readonly address: string;
  readonly client: IncidentIntakeServiceClient;
  /** A known caller that holds no scope. */
  readonly stranger: IncidentIntakeServiceClient;
  readonly database: Database;
  readonly nats: TestNats;
  stop(): Promise<void>;
}

export async function runIntake(overrides: Overrides = {}): Promise<RunningIntake> {
  const [{ url, drop }, nats] = await Promise.all([
    createTestDatabase({ service: 'incident-intake', migrate: migrateIntake }),
    startTestNats(),
  ]);
  const keysDir = testFolder('keys');
  createKeyFile(keysDir, 'first');
  const service = testServiceConfig({
    identity: 'incident-intake',
    databaseUrl: url,
    nats,
    moreScopes: ['incidents.read-sensitive'],
  });
  const logger = createLogger({ service: 'incident-intake', level: 'silent' });
  // Nobody answers there: what the broker brings must do in these tests.
  const running = await start({ service, keysDir, officerRegistry: '127.0.0.1:1' }, logger, overrides);
  const address = `127.0.0.1:${running.port}`;
  const client = openClient(IncidentIntakeServiceClient, address, demoClientCredentials());
  const stranger = openClient(IncidentIntakeServiceClient, address, demoClientCredentials('nats'));
  const database = openIntakeDatabase(url);
  await eventually(() => answers(client));
  return {
    address,
    client,
    stranger,
    database,
    nats,
    async stop() {
      client.close();
      stranger.close();
      await running.stop();
      await database.close();
      await nats.stop();
      await drop();
    },
  };
}

async function migrateIntake(url: string): Promise<void> {
  const database = openIntakeDatabase(url);
  await migrate(database);
  await ensureMonthPartitions(database, new Date());
  await database.close();
}

function answers(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + 1_000, (error) => (error ? reject(error) : resolve()));
  });
}
