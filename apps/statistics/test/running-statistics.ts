import type { Client } from '@grpc/grpc-js';
import { StatisticsServiceClient } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { migrate, type Database } from '@safe-community/database';
import { openClient } from '@safe-community/grpc-kit';
import { createLogger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  demoClientCredentials,
  eventually,
  startTestNats,
  testServiceConfig,
  type TestNats,
} from '@safe-community/testkit';
import { openStatisticsDatabase, start, type Overrides } from '../src/service.ts';

/** The real service in this process: real PostgreSQL, real NATS, mutual TLS. */
export interface RunningStatistics {
  readonly port: number;
  readonly client: StatisticsServiceClient;
  /** A known caller that holds no scope. */
  readonly unprivileged: StatisticsServiceClient;
  readonly database: Database;
  /** Restarts the service on the same database and port; the clients stay. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the producers serve their ledgers. */
export interface Addresses {
  readonly officers: string;
  readonly incidents: string;
  readonly cameras: string;
}

const NOBODY = '127.0.0.1:1';

export async function runStatistics(
  nats: TestNats,
  { officers = NOBODY, incidents = NOBODY, cameras = NOBODY }: Partial<Addresses> = {},
  overrides: Overrides = {},
): Promise<RunningStatistics> {
  const own = await createTestDatabase({ service: 'statistics', migrate: migrateStatistics });
  const service = testServiceConfig({ identity: 'statistics', databaseUrl: own.url, nats });
  const logger = createLogger({ service: 'statistics', level: 'silent' });
  const startOn = (port: number) =>
    start(
      { service: { ...service, port }, officerRegistry: officers, incidentIntake: incidents, cameraRollout: cameras },
      logger,
      overrides,
    );
  let running = await startOn(0);
  const { port } = running;
  const client = openClient(StatisticsServiceClient, `localhost:${port}`, demoClientCredentials());
  const unprivileged = openClient(StatisticsServiceClient, `localhost:${port}`, demoClientCredentials('nats'));
  const database = openStatisticsDatabase(own.adminUrl);
  await eventually(() => answers(client));
  return {
    port,
    client,
    unprivileged,
    database,
    async restart() {
      await running.stop();
      running = await startOn(port);
      await eventually(() => answers(client));
    },
    async stop() {
      client.close();
      unprivileged.close();
      await running.stop();
      await database.close();
      await own.drop();
    },
  };
}

/** A service without producers, for queries and imports. */
export async function runStatisticsAlone(overrides: Overrides = {}): Promise<RunningStatistics> {
  const nats = await startTestNats();
  const statistics = await runStatistics(nats, {}, overrides);
  return {
    ...statistics,
    async stop() {
      await statistics.stop();
      await nats.stop();
    },
  };
}

export async function migrateStatistics(url: string): Promise<void> {
  const database = openStatisticsDatabase(url);
  await migrate(database, 'demonstration');
  await database.close();
}

function answers(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + 1_000, (error) => (error ? reject(error) : resolve()));
  });
}
