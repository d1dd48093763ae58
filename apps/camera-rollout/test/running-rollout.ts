import { randomUUID } from 'node:crypto';
import {
  CameraRolloutServiceClient,
  type GetCoverageResponse,
  type IssueCameraRequest,
  type IssueCameraResponse,
  type RegisterCamerasRequest,
  type RegisterCamerasResponse,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { migrate, rows, type Database } from '@safe-community/database';
import { callUnary } from '@safe-community/grpc-kit';
import { createLogger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  demoClientCredentials,
  eventually,
  startProxy,
  startTestNats,
  testServiceConfig,
  type Proxy,
} from '@safe-community/testkit';
import { openRolloutDatabase, start, type Overrides } from '../src/wire.ts';
import { runRegistry, type RunningRegistry } from './running-registry.ts';

export const REGISTRY_DEADLINE_MS = 800;

/** The real service in this process: real PostgreSQL, real NATS, mutual TLS; a registry behind a proxy. */
export interface RunningRollout {
  readonly registry: RunningRegistry;
  /** The line between the service and the registry. */
  readonly line: Proxy;
  readonly database: Database;
  /** Every line that the service logged. */
  readonly log: readonly string[];
  register(request: Partial<RegisterCamerasRequest>, from?: Client): Promise<RegisterCamerasResponse>;
  issue(request: Partial<IssueCameraRequest>, from?: Client, deadlineMs?: number): Promise<IssueCameraResponse>;
  coverage(oblastCode?: string, from?: Client): Promise<GetCoverageResponse>;
  /** Resolves when all that the registry has told of so far has had its effect. */
  untilApplied(): Promise<void>;
  /** Rows of the service's own database. */
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** The demo client, or a known caller that holds no scope. */
type Client = 'client' | 'nats';

export async function runRollout(overrides: Overrides = {}): Promise<RunningRollout> {
  const [own, nats] = await Promise.all([
    createTestDatabase({ service: 'camera-rollout', migrate: migrateRollout }),
    startTestNats(),
  ]);
  const registry = await runRegistry(nats);
  const line = await startProxy(registry.port);
  const log: string[] = [];
  const running = await start(
    {
      service: testServiceConfig({ identity: 'camera-rollout', databaseUrl: own.url, nats }),
      officerRegistry: `127.0.0.1:${line.port}`,
      registryDeadlineMs: REGISTRY_DEADLINE_MS,
    },
    createLogger({ service: 'camera-rollout', level: 'debug', destination: { write: (text) => void log.push(text) } }),
    overrides,
  );
  // Not openClient: its retries would hide for how long a call is under way.
  const address = `127.0.0.1:${running.port}`;
  const clients = {
    client: new CameraRolloutServiceClient(address, demoClientCredentials()),
    nats: new CameraRolloutServiceClient(address, demoClientCredentials('nats')),
  };
  const database = openRolloutDatabase(own.url);
  const coverage: RunningRollout['coverage'] = (oblastCode = '', from = 'client') =>
    callUnary('GetCoverage', clients[from].getCoverage.bind(clients[from]), { oblastCode }, 10_000);
  await eventually(() => coverage());
  return {
    registry,
    line,
    database,
    log,
    coverage,
    register(request, from = 'client') {
      const whole = { requestId: randomUUID(), patrolUnitCode: '', devices: [], demonstration: false, ...request };
      return callUnary('RegisterCameras', clients[from].registerCameras.bind(clients[from]), whole, 10_000);
    },
    issue(request, from = 'client', deadlineMs = 10_000) {
      const whole = { requestId: randomUUID(), cameraId: randomUUID(), officerId: randomUUID(), ...request };
      return callUnary('IssueCamera', clients[from].issueCamera.bind(clients[from]), whole, deadlineMs);
    },
    async untilApplied() {
      const head = await registry.head();
      await eventually(() => demandApplied(database, head));
    },
    sql: (statement, values = []) => rows(database.em.fork(), statement, values),
    async stop() {
      clients.client.close();
      clients.nats.close();
      await running.stop();
      await database.close();
      await line.close();
      await registry.stop();
      await nats.stop();
      await own.drop();
    },
  };
}

async function migrateRollout(url: string): Promise<void> {
  const database = openRolloutDatabase(url);
  await migrate(database);
  await database.close();
}

async function demandApplied(database: Database, position: number): Promise<void> {
  const [checkpoint] = await rows<{ position: number }>(
    database.em.fork(),
    `select position::int from consumer_checkpoint where producer = 'officers'`,
  );
  if ((checkpoint?.position ?? 0) < position) throw new Error(`the checkpoint is at ${checkpoint?.position ?? 0}`);
}
