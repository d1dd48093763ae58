import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { allScopes } from '@safe-community/grpc-kit';
import {
  createTestDatabase,
  startServiceProcess,
  startTestNats,
  testAuditKeyFile,
  testFolder,
  testPki,
  refusalOf,
  writeAccessFiles,
} from '@safe-community/testkit';
import { createKeyFile } from '@safe-community/security/encryption';
import { expect, test } from 'vitest';
import { beat, registryClient, VINNYTSIA } from '../test/registry-client.ts';

const DISTRICT = '0520655500';
const source = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));

test('as processes: migrated, started, killed, started again with another rule, stopped', async () => {
  const [testDatabase, nats] = await Promise.all([createTestDatabase(), startTestNats({ tls: true })]);
  const port = await freePort();
  const env = { ...environment(testDatabase.url, nats.port), GRPC_PORT: `${port}` };
  await promisify(execFile)(process.execPath, [source('migrate.ts')], {
    env: { DATABASE_OWNER_URL: testDatabase.ownerUrl },
  });
  const client = registryClient(port);
  const service = await startServiceProcess({
    name: 'officer-registry',
    main: source('main.ts'),
    env,
    readyWhen: () =>
      client.getCoverage().then(
        () => true,
        () => false,
      ),
  });
  const { officerId } = await client.registerOfficer();
  const place = { officerId, beat: beat(VINNYTSIA, DISTRICT) };
  expect(await refusalOf(client.assignOfficer(place))).toMatchObject({ reason: 'HROMADA_NOT_LARGE' });
  await service.kill();
  await service.restart({ LARGE_HROMADAS: `UA05020010000053508, ${VINNYTSIA}` });
  await client.assignOfficer(place);
  expect(await client.findResponsibleOfficer(VINNYTSIA, DISTRICT)).toMatchObject({ officer: { officerId } });
  await service.stop();
  expect(service.output()).toContain('"message":"stopped"');
  expect(service.output()).not.toMatch(/"level":"(warn|error|fatal)"/);
  client.close();
  await nats.stop();
  await testDatabase.drop();
});

function environment(databaseUrl: string, natsPort: number): Record<string, string> {
  const { caFile, identities } = testPki();
  const keysDir = testFolder('keys');
  createKeyFile(keysDir, 'first');
  return {
    DATABASE_URL: databaseUrl,
    NATS_SERVERS: `localhost:${natsPort}`,
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: identities['officer-registry'].certFile,
    TLS_KEY_FILE: identities['officer-registry'].keyFile,
    ...writeAccessFiles(testFolder('access'), { client: { scopes: allScopes() } }),
    AUDIT_KEY_FILE: testAuditKeyFile(),
    KEYS_DIR: keysDir,
    // More than any hromada has: only the configured ones are large.
    LARGE_HROMADA_POPULATION: '10000000',
  };
}

/** The process is restarted on the same port, so the system cannot choose one at each start. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
