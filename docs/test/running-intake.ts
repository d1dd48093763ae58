import { join } from 'node:path';
import { allScopes, clientCredentials, isServing } from '@safe-community/grpc-kit';
import {
  createTestDatabase,
  freePort,
  runMigrations,
  serviceEnvironment,
  startServiceProcess,
  startTestNats,
  testKeysDir,
  testPki,
  type ServiceProcess,
} from '@safe-community/testkit';

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

/** What Open311 needs. */
const GATEWAY = ['incidents.report', 'incidents.report-with-api-key', 'incidents.read-public'];

/**
 * Starts it with its own database and broker; registered callers are `client`, with every scope, `gateway`, with those of
 * Open311, and `nats`, with none.
 */
export async function runIntake(): Promise<RunningIntake> {
  const [database, nats, port] = await Promise.all([
    createTestDatabase({ service: 'incident-intake', migrate: (url) => runMigrations(join(APP, 'migrate.ts'), url) }),
    startTestNats({ tls: true }),
    freePort(),
  ]);
  const address = `localhost:${port}`;
  const service = await startServiceProcess({
    name: 'incident-intake',
    main: join(APP, 'main.ts'),
    env: {
      ...serviceEnvironment({
        identity: 'incident-intake',
        port,
        databaseUrl: database.url,
        nats,
        callers: { client: { scopes: allScopes() }, gateway: { scopes: GATEWAY }, nats: { scopes: [] } },
      }),
      KEYS_DIR: testKeysDir(),
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
