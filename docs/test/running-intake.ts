import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { allScopes, clientCredentials, isServing } from '@safe-community/grpc-kit';
import { freePort } from '@safe-community/local-stack';
import {
  createTestDatabase,
  startServiceProcess,
  startTestNats,
  testAuditKeyFile,
  testFolder,
  testPki,
  writeAccessFiles,
  type ServiceProcess,
} from '@safe-community/testkit';
import { createKeyFile } from '@safe-community/security/encryption';

/** The incident intake in its own process, as a client of another system meets it. */
export interface RunningIntake {
  /** localhost:port; the certificate has this name. */
  readonly address: string;
  readonly process: ServiceProcess;
  /** As a superuser, for the setup of a test. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

const APP = join(import.meta.dirname, '../../apps/incident-intake/src');

/**
 * Starts it with its own database and broker; registered callers are `client`, with every scope, and `nats`, with none.
 */
export async function runIntake(): Promise<RunningIntake> {
  const [database, nats, port] = await Promise.all([
    createTestDatabase({ service: 'incident-intake', migrate }),
    startTestNats({ tls: true }),
    freePort(),
  ]);
  const address = `localhost:${port}`;
  const { caFile, identities } = testPki();
  const keysDir = testFolder('keys');
  createKeyFile(keysDir, 'first');
  const { certFile, keyFile } = identities['incident-intake'];
  const service = await startServiceProcess({
    name: 'incident-intake',
    main: join(APP, 'main.ts'),
    env: {
      GRPC_PORT: String(port),
      DATABASE_URL: database.url,
      NATS_SERVERS: `localhost:${nats.port}`,
      TLS_CA_FILE: caFile,
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
      ...writeAccessFiles(testFolder('callers'), { client: { scopes: allScopes() }, nats: { scopes: [] } }),
      AUDIT_KEY_FILE: testAuditKeyFile(),
      KEYS_DIR: keysDir,
      // Nothing listens there: no example needs an officer.
      OFFICER_REGISTRY_ADDRESS: 'localhost:1',
    },
    readyWhen: () => serves(address),
  });
  return {
    address,
    process: service,
    databaseUrl: database.adminUrl,
    async stop() {
      await service.stop();
      await nats.stop();
      await database.drop();
    },
  };
}

function serves(address: string): Promise<boolean> {
  const { caFile, identities } = testPki();
  return isServing(address, clientCredentials({ caFile, ...identities.client }));
}

async function migrate(ownerUrl: string): Promise<void> {
  await promisify(execFile)(process.execPath, [join(APP, 'migrate.ts')], { env: { DATABASE_OWNER_URL: ownerUrl } });
}
