import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { FaultServiceService as Faults } from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { RolloutServiceService as Waves } from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import { migrate, rows, type Database } from '@safe-community/database';
import type { Caller } from '@safe-community/grpc-kit';
import { createLogger, type Logger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  eventually,
  serviceLog,
  startProxy,
  startTestNats,
  testClient,
  testKeysDir,
  testServiceConfig,
  type Proxy,
  type TestNats,
  type TestCalls,
  type TestClient,
} from '@safe-community/testkit';
import type { Config } from '../src/config.ts';
import { openRolloutDatabase, start, type Overrides } from '../src/service.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

export const REGISTRY_DEADLINE_MS = 5_000;

/** The real service in this process: real PostgreSQL, real NATS, mutual TLS; a registry behind a proxy. */
export interface RunningRollout extends TestCalls<typeof Rollout> {
  readonly port: number;
  /** A registered caller without a scope. */
  readonly unprivileged: TestClient<typeof Rollout>;
  readonly faults: TestClient<typeof Faults>;
  readonly waves: TestClient<typeof Waves>;
  readonly registry: RunningRegistry;
  /** The connection between the service and the registry. */
  readonly line: Proxy;
  readonly database: Database;
  readonly keysDir: string;
  /** Every line that the service logged. */
  readonly log: readonly string[];
  readonly logger: Logger;
  /** Resolves when everything that the registry has published so far is applied. */
  untilApplied(): Promise<void>;
  /** Rows of the service's own database. */
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** What a test brings along. */
interface Surroundings {
  readonly incidentIntake?: string;
  readonly broker?: TestNats;
  readonly verification?: Config['verification'];
}

/** Counts the events of calls. Jobs publish theirs when they notice a change, which may be during a later call. */
export const EVENTS_OF_CALLS = `
  select count(*)::int from ledger_event where type not in (
    'safecommunity.cameras.v1.coverage-changed', 'safecommunity.cameras.v1.compliance-counted',
    'safecommunity.cameras.v1.footage-request-overdue')`;

/** Short: many tests wait for incidents. */
const GATHER_MS = 20;

/** Nobody listens there: incident intake is away. */
const NOBODY = '127.0.0.1:1';

/** @param callers added to the registered ones, by the name of their certificate. */
export async function runRollout(
  overrides: Overrides = {},
  callers: readonly Caller[] = [],
  { incidentIntake = NOBODY, broker, verification }: Surroundings = {},
): Promise<RunningRollout> {
  const [own, nats] = await Promise.all([
    createTestDatabase({ service: 'camera-rollout', migrate: migrateRollout }),
    broker ?? startTestNats(),
  ]);
  const keysDir = testKeysDir();
  const registry = await runRegistry(nats);
  const line = await startProxy(registry.port);
  const { lines: log, destination } = serviceLog('camera-rollout');
  const usual = testServiceConfig({ identity: 'camera-rollout', databaseUrl: own.url, nats });
  const known = new Map([...usual.callers, ...callers.map((caller) => [caller.name, caller] as const)]);
  const logger = createLogger({ service: 'camera-rollout', level: 'debug', destination });
  const running = await start(
    {
      service: { ...usual, callers: known },
      officerRegistry: `localhost:${line.port}`,
      incidentIntake,
      verification,
      registryDeadlineMs: REGISTRY_DEADLINE_MS,
      keysDir,
    },
    logger,
    { gatherIncidentsMs: GATHER_MS, ...overrides },
  );
  const client = testClient(Rollout, running.port);
  const faults = testClient(Faults, running.port);
  const waves = testClient(Waves, running.port);
  const unprivileged = testClient(Rollout, running.port, 'nats');
  const database = openRolloutDatabase(own.adminUrl);
  await eventually(() => client.getCoverage());
  return {
    ...client,
    port: running.port,
    unprivileged,
    faults,
    waves,
    registry,
    line,
    database,
    keysDir,
    log,
    logger,
    async untilApplied() {
      const head = await registry.head();
      await eventually(() => demandApplied(database, head));
    },
    sql: (statement, values = []) => rows(database.em.fork(), statement, values),
    async stop() {
      client.close();
      unprivileged.close();
      faults.close();
      waves.close();
      await running.stop();
      await database.close();
      await line.close();
      await registry.stop();
      if (broker === undefined) await nats.stop();
      await own.drop();
    },
  };
}

/** Migrates an empty database as the service's own migration run does. */
export async function migrateRollout(url: string): Promise<void> {
  const database = openRolloutDatabase(url);
  await migrate(database, 'demonstration');
  await database.close();
}

async function demandApplied(database: Database, position: number): Promise<void> {
  const [checkpoint] = await rows<{ position: number }>(
    database.em.fork(),
    `select position::int from consumer_checkpoint where producer = 'officers'`,
  );
  if ((checkpoint?.position ?? 0) < position) throw new Error(`the checkpoint is at ${checkpoint?.position ?? 0}`);
}
