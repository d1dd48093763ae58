import { fileURLToPath } from 'node:url';
import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { rows } from '@safe-community/database';
import {
  accepts,
  createTestDatabase,
  demoClientCredentials,
  freePort,
  serviceEnvironment,
  startServiceProcess,
  startTestNats,
  testKeysDir,
  type ServiceProcess,
  type TestNats,
} from '@safe-community/testkit';
import { openIntakeDatabase } from '../src/service.ts';
import { migrateIntake } from './migrate-intake.ts';

/** The service as in production: main.ts in its own process, configured by its environment. */
export interface IntakeProcess {
  readonly process: ServiceProcess;
  readonly client: IncidentIntakeServiceClient;
  readonly nats: TestNats;
  /** The metrics as Prometheus reads them. */
  metrics(): Promise<string>;
  sql(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** @param more extends its environment. */
export async function startIntakeProcess(more: Readonly<Record<string, string>> = {}): Promise<IntakeProcess> {
  const [own, nats, port, metricsPort] = await Promise.all([
    createTestDatabase({ service: 'incident-intake', migrate: migrateIntake }),
    startTestNats({ tls: true }),
    freePort(),
    freePort(),
  ]);
  const process = await startServiceProcess({
    name: 'incident-intake',
    main: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    env: {
      ...serviceEnvironment({ identity: 'incident-intake', port, databaseUrl: own.url, nats }),
      METRICS_PORT: String(metricsPort),
      KEYS_DIR: testKeysDir(),
      // Nothing listens there: no test needs an officer.
      OFFICER_REGISTRY_ADDRESS: '127.0.0.1:1',
      LOG_LEVEL: 'debug',
      ...more,
    },
    readyWhen: () => accepts(port),
  });
  const client = new IncidentIntakeServiceClient(`localhost:${port}`, demoClientCredentials(), {
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 200,
  });
  const database = openIntakeDatabase(own.adminUrl);
  return {
    process,
    client,
    nats,
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    sql: (statement, values = []) => rows(database.em.fork(), statement, values),
    async stop() {
      client.close();
      await process.stop();
      await database.close();
      await nats.stop();
      await own.drop();
    },
  };
}
