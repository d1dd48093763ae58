import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { rows } from '@safe-community/database';
import { allScopes } from '@safe-community/grpc-kit';
import {
  accepts,
  createTestDatabase,
  demoClientCredentials,
  startServiceProcess,
  startTestNats,
  testAuditKeyFile,
  testFolder,
  testPki,
  type ServiceProcess,
  type TestNats,
  writeAccessFiles,
} from '@safe-community/testkit';
import { createKeyFile } from '@safe-community/security/encryption';
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

export async function startIntakeProcess(): Promise<IntakeProcess> {
  const [own, nats, port, metricsPort] = await Promise.all([
    createTestDatabase({ service: 'incident-intake', migrate: migrateIntake }),
    startTestNats({ tls: true }),
    freePort(),
    freePort(),
  ]);
  const process = await startServiceProcess({
    name: 'incident-intake',
    main: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    env: { ...environment(own.url, nats, port), METRICS_PORT: String(metricsPort) },
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

function environment(databaseUrl: string, nats: TestNats, port: number): Record<string, string> {
  const folder = testFolder('intake');
  const keysDir = join(folder, 'keys');
  createKeyFile(keysDir, 'first');
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities['incident-intake'];
  return {
    GRPC_PORT: String(port),
    DATABASE_URL: databaseUrl,
    NATS_SERVERS: `127.0.0.1:${nats.port}`,
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    ...writeAccessFiles(folder, { client: { scopes: allScopes() } }),
    AUDIT_KEY_FILE: testAuditKeyFile(),
    KEYS_DIR: keysDir,
    OFFICER_REGISTRY_ADDRESS: '127.0.0.1:1',
    LOG_LEVEL: 'debug',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
