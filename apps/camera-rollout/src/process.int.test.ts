import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CameraRolloutServiceService } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { allScopes } from '@safe-community/grpc-kit';
import {
  createTestDatabase,
  eventually,
  startServiceProcess,
  startTestNats,
  testAuditKeyFile,
  testClient,
  testFolder,
  testPki,
  writeAccessFiles,
} from '@safe-community/testkit';
import { expect, test } from 'vitest';
import { runRegistry } from '../test/running-registry.ts';

const KYIV = 'UA80000000000093317';
const source = (name: string): string => fileURLToPath(new URL(`../src/${name}`, import.meta.url));

test('as processes: migrated, started, killed, hears after the restart what was told meanwhile, stopped in order', async () => {
  const [testDatabase, nats] = await Promise.all([createTestDatabase(), startTestNats({ tls: true })]);
  const registry = await runRegistry(nats);
  const port = await freePort();
  const env = {
    ...environment(testDatabase.url, nats.port),
    GRPC_PORT: `${port}`,
    OFFICER_REGISTRY_ADDRESS: `localhost:${registry.port}`,
  };
  await promisify(execFile)(process.execPath, [source('migrate.ts')], {
    env: { DATABASE_OWNER_URL: testDatabase.ownerUrl },
  });
  const client = testClient(CameraRolloutServiceService, port);
  const service = await startServiceProcess({
    name: 'camera-rollout',
    main: source('main.ts'),
    env,
    readyWhen: () =>
      client.getCoverage().then(
        () => true,
        () => false,
      ),
  });
  const strength = async (expected: number): Promise<void> => {
    const { total } = await client.getCoverage({ oblastCode: KYIV });
    expect(total?.strength).toBe(expected);
  };
  await registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  const [officerId] = (await registry.addOfficers(3, { patrolUnitCode: 'kyiv-1' })) as [string];
  await eventually(() => strength(3));
  const devices = [{ serialNumber: randomUUID().toUpperCase(), model: 'Body 3' }];
  const { cameraIds } = await client.registerCameras({ patrolUnitCode: 'kyiv-1', devices });
  await service.kill();
  await registry.addOfficers(2, { patrolUnitCode: 'kyiv-1' });
  await service.restart();
  await eventually(() => strength(5));
  await client.issueCamera({ cameraId: cameraIds[0] as string, officerId });
  expect((await client.getCoverage()).total).toEqual({ strength: 5, equipped: 1 });
  await service.stop();
  expect(service.output()).toContain('"message":"stopped"');
  expect(service.output()).not.toMatch(/"level":"(error|fatal)"/);
  client.close();
  await registry.stop();
  await nats.stop();
  await testDatabase.drop();
});

function environment(databaseUrl: string, natsPort: number): Record<string, string> {
  const { caFile, identities } = testPki();
  return {
    DATABASE_URL: databaseUrl,
    NATS_SERVERS: `localhost:${natsPort}`,
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: identities['camera-rollout'].certFile,
    TLS_KEY_FILE: identities['camera-rollout'].keyFile,
    ...writeAccessFiles(testFolder('access'), { client: { scopes: allScopes() } }),
    AUDIT_KEY_FILE: testAuditKeyFile(),
  };
}

/** The process is started again on the same one, so the system cannot choose it at each start. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
