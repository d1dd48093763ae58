import { join } from 'node:path';
import { NormStatus } from '@safe-community/contracts/officers/v1/beat_service.ts';
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
import { beat, registryClient } from '../test/registry-client.ts';

/** Too small for officers of starosta districts. */
const SMALL = 'UA05020010000053508';
const DISTRICT = starostaDistricts(SMALL)[0]?.code ?? '';

test('runs as a process: migrates, starts, restarts after a kill with the norm that was set, stops cleanly', async () => {
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
  const norm = { peopleRural: 6_000, peopleUrban: 7_000, largeHromadaPopulation: 1, source: 'Наказ' };
  const validFromTime = new Date('2026-01-01T00:00:00Z');
  await client.setNorm({ norm: { ...norm, validFromTime, status: NormStatus.CONFIRMED } });
  await service.kill();
  await service.restart();
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
