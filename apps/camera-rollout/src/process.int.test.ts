import { join } from 'node:path';
import { CameraRolloutServiceService } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import {
  createTestDatabase,
  eventually,
  freePort,
  runMigrations,
  serviceEnvironment,
  startServiceProcess,
  startTestNats,
  testClient,
  testKeysDir,
} from '@safe-community/testkit';
import { expect, test } from 'vitest';
import { device } from '../test/devices.ts';
import { runRegistry } from '../test/running-registry.ts';

const KYIV = 'UA80000000000093317';

test('runs as a process: migrates, starts, consumes after a kill and a restart what was published meanwhile, stops cleanly', async () => {
  const [testDatabase, nats] = await Promise.all([createTestDatabase(), startTestNats({ tls: true })]);
  const registry = await runRegistry(nats);
  const port = await freePort();
  await runMigrations(join(import.meta.dirname, 'migrate.ts'), testDatabase.ownerUrl);
  const client = testClient(CameraRolloutServiceService, port);
  const service = await startServiceProcess({
    name: 'camera-rollout',
    main: join(import.meta.dirname, 'main.ts'),
    env: {
      ...serviceEnvironment({ identity: 'camera-rollout', port, databaseUrl: testDatabase.url, nats }),
      OFFICER_REGISTRY_ADDRESS: `localhost:${registry.port}`,
      // Incident intake is away, and the service works without it.
      INCIDENT_INTAKE_ADDRESS: 'localhost:1',
      KEYS_DIR: testKeysDir(),
    },
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
  const devices = [device()];
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
