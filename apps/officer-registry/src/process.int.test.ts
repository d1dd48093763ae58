import { join } from 'node:path';
import {
  createTestDatabase,
  freePort,
  refusalOf,
  runMigrations,
  serviceEnvironment,
  startServiceProcess,
  startTestNats,
  testKeysDir,
} from '@safe-community/testkit';
import { starostaDistricts } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { beat, registryClient, VINNYTSIA } from '../test/registry-client.ts';

/** Too small for officers of starosta districts. */
const SMALL = 'UA05020010000053508';
const DISTRICT = starostaDistricts(SMALL)[0]?.code ?? '';

test('runs as a process: migrates, starts, restarts after a kill with another rule, stops cleanly', async () => {
  const [testDatabase, nats] = await Promise.all([createTestDatabase(), startTestNats({ tls: true })]);
  const port = await freePort();
  await runMigrations(join(import.meta.dirname, 'migrate.ts'), testDatabase.ownerUrl);
  const client = registryClient(port);
  const service = await startServiceProcess({
    name: 'officer-registry',
    main: join(import.meta.dirname, 'main.ts'),
    env: {
      ...serviceEnvironment({ identity: 'officer-registry', port, databaseUrl: testDatabase.url, nats }),
      KEYS_DIR: testKeysDir(),
      INCIDENT_INTAKE_ADDRESS: 'localhost:1',
    },
    readyWhen: () =>
      client.getCoverage().then(
        () => true,
        () => false,
      ),
  });
  const { officerId } = await client.registerOfficer();
  const place = { officerId, beat: beat(SMALL, DISTRICT) };
  expect(await refusalOf(client.assignOfficer(place))).toMatchObject({ reason: 'HROMADA_NOT_LARGE' });
  await service.kill();
  await service.restart({ LARGE_HROMADAS: `${VINNYTSIA}, ${SMALL}` });
  await client.assignOfficer(place);
  expect(await client.findResponsibleOfficer(SMALL, DISTRICT)).toMatchObject({ officer: { officerId } });
  await service.stop();
  expect(service.output()).toContain('"message":"stopped"');
  // Incident intake is away, and the service works without it.
  const unexpected = service
    .output()
    .split('\n')
    .filter((line) => !line.includes('"producer":"incidents"'));
  expect(unexpected.join('\n')).not.toMatch(/"level":"(warn|error|fatal)"/);
  client.close();
  await nats.stop();
  await testDatabase.drop();
});
